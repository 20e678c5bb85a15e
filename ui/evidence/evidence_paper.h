#pragma once

#include "engine/domain/dispute/evidence.h"

#include <QImage>

namespace tongdai {

/// The conversation as a document of A4 pages (features F6): what it is at the top, then every line with its time and
/// zone, and at the foot of every page the shop, the chain head, as text and QR code, and "page x of y". In the current
/// language; its text can be searched. Empty: it could not be drawn, or was told to end. Any thread; takes a second for
/// some thousand lines.
QByteArray evidencePdf(const EvidenceBook& book, const EvidenceGoOn& goOn);

/// A QR code, a dot a module, without the quiet zone; null: too much text.
QImage qrImage(const QByteArray& text);

}  // namespace tongdai
