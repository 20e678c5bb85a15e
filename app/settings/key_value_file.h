#pragma once

#include <QByteArray>
#include <QString>

#include <vector>

namespace tongdai::app {

/// KEY=value lines as in a `.env`: blank lines and lines from # on are skipped, `export ` before a key is allowed, a
/// value may stand in single or double quotes, and outside quotes ` #` begins a comment.
struct KeyValueLine {
    int line = 0;
    QString key;
    QString value;
    QString problem;  ///< not empty: this line could not be read
};

std::vector<KeyValueLine> parseKeyValueLines(const QByteArray& text);

}  // namespace tongdai::app
