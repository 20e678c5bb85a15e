#pragma once

#include "engine/domain/ports/live/shared_shelf.h"

#include <QList>

#include <utility>

namespace tongdai::upstream {

/// A question to KiotViet's API. Pure.
struct KiotVietQuestion {
    QByteArray endpoint;  ///< "products": what is forgotten together
    QByteArray below;     ///< "12", "code/SP01": one thing of it; empty: a list
    QList<std::pair<QByteArray, QByteArray>> parameters;
};

/// Path and query below the API's address, encoded.
QByteArray targetOf(const KiotVietQuestion& question);
/// Lower-hex SHA-256 over the shop and the question with its parameters sorted: the same for all engines, different for
/// two shops, and with nothing of a person to read (contracts/kiotviet §5).
QByteArray hashOf(const QByteArray& retailer, const KiotVietQuestion& question);
/// Static data (products, categories, branches, users) 10 minutes, asked anew after 5; everything else 30 s, asked anew
/// after 10 (contracts/kiotviet §5).
ports::CopyLife lifeOf(const QByteArray& endpoint);

}  // namespace tongdai::upstream
