#pragma once

#include <QByteArrayView>
#include <QString>

#include <functional>

namespace tongdai::evidence {

/// Hands out what lies in a package's zip, file by file, without ever writing any of it anywhere (libarchive). A zip
/// made to do harm is refused: paths, links, folders, locks, names twice, more files or bytes than there can be.
/// Blocks; any thread but the engine's.
class PackageFiles {
public:
    struct Taker {
        /// The next file begins.
        std::function<void(const QString& name)> begins;
        std::function<void(QByteArrayView bytes)> takes;
        /// `isCut`: the package ended in the middle of it.
        std::function<void(bool isCut)> ends;
    };
    enum class End : quint8 {
        Whole,    ///< every file was read
        Broken,   ///< the zip itself is damaged or cut off; what could be read was handed out
        Hostile,  ///< see why()
    };

    explicit PackageFiles(QString path) : m_path(std::move(path)) {}
    /// By its table of contents, or, where that is damaged or missing, one file after the other as they lie.
    End read(bool byContents, const Taker& taker);
    QString why() const { return m_why; }

private:
    QString m_path;
    QString m_why;
};

}  // namespace tongdai::evidence
