#pragma once

#include <QByteArrayList>

namespace tongdai::contract {

/// What a webhook of KiotViet's says (contracts/kiotviet §4): only which data are to be asked for anew, since what it
/// carries may be older than what has been read meanwhile.
struct KiotVietNotice {
    QByteArray id;           ///< the same in a redelivery; empty: it has none
    QByteArrayList changed;  ///< endpoints, each once
};

/// Deletions come without a word of what was deleted, and what cannot be read may say anything: then all of them. Pure.
KiotVietNotice readKiotVietNotice(const QByteArray& body);

}  // namespace tongdai::contract
