#pragma once

#include "engine/domain/dispute/evidence.h"
#include "engine/evidence/evidence_key.h"

#include <variant>
#include <vector>

namespace tongdai::evidence {

/// A file beside the rows, for people.
struct BesideFile {
    QString name;
    QByteArray content;
};

struct PackageProblem {
    QString what;
    bool isCancelled = false;
};

/// The whole package in memory (package_layout.h). The book is chained already. Any thread but the engine's.
std::variant<QByteArray, PackageProblem> writePackage(const EvidenceBook& book, const EvidenceKey& key,
                                                      const std::vector<BesideFile>& beside, const EvidenceGoOn& goOn);

/// The page that checks the package in a browser.
QByteArray offlinePage(const QByteArray& manifest, const QByteArray& signature, const QByteArray& rows);

}  // namespace tongdai::evidence
