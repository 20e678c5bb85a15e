#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QJsonObject>

#include <optional>

/// The rows of a package, each hashed together with all before it. A row is one line of text,
/// `{"hash":"<64 hex digits>","line":{…},"n":1}`, in canonical form; its hash is
/// SHA-256(hash of the row before ‖ canonical form of {"line":{…},"n":1}). Pure; any thread.
namespace tongdai::evidence {

/// What the first row is chained to.
QByteArray chainStart();
QByteArray chainOn(const QByteArray& before, QByteArrayView body);

struct ChainedRow {
    QByteArray text;  ///< without its line break
    QByteArray hash;
};
/// Nothing: the line cannot be written in canonical form.
std::optional<ChainedRow> chainedRow(const QByteArray& before, const QJsonObject& line, qint64 n);

/// A row as it was found.
struct FoundRow {
    qint64 n = 0;
    QByteArray hash;  ///< as it says itself
    QByteArray body;  ///< what was hashed
    QJsonObject line;
};
/// Nothing: this is no row in canonical form.
std::optional<FoundRow> readRow(QByteArrayView text);

}  // namespace tongdai::evidence
