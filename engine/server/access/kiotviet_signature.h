#pragma once

#include <QByteArray>

namespace tongdai {

/// Whether a body was signed with this secret (contracts/kiotviet §4). What the key is and how the signature is
/// written is not documented: the secret itself or its base64 text; hex in any case or base64; with or without
/// "sha256=". In the same time whatever is wrong. Any thread.
bool isSignedByKiotViet(const QByteArray& body, const QByteArray& signature, const QByteArray& secret);

}  // namespace tongdai
