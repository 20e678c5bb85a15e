#pragma once

#include "engine/domain/dispute/evidence.h"

#include <QJsonObject>

namespace tongdai::evidence {

/// A case as it may leave the shop: of notes that stay here only that there is one, and when it was written.
CaseFile caseToExport(CaseFile file, bool isMasked, bool withNotes);

/// The case as case.json of a package says it; fields are listed, as those of a row are.
QJsonObject caseJson(const CaseFile& file);

}  // namespace tongdai::evidence
