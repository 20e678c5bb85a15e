#include "engine/domain/whole_file.h"

#include <QDir>
#include <QFileInfo>
#include <QSaveFile>

#include <unistd.h>
#include <cerrno>
#include <cstdio>
#include <cstring>

namespace tongdai {

QString writeWholeFile(const QString& path, const QByteArray& content)
{
    QDir().mkpath(QFileInfo(path).absolutePath());
    QSaveFile file(path);
    // Unbuffered: QSaveFile learns of a full disk only from its own writes. What is left in a buffer until commit() is
    // lost without a word, and an empty file takes the place of the old one.
    if (!file.open(QIODevice::WriteOnly | QIODevice::Unbuffered)) return file.errorString();
    file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
    if (file.write(content) != content.size() || ::fsync(file.handle()) != 0) {
        const QString problem = file.errorString();
        file.cancelWriting();
        return problem;
    }
    return file.commit() ? QString() : file.errorString();
}

QString nameWholeFile(const QString& written, const QString& path)
{
    QFile file(written);
    if (!file.open(QIODevice::ReadWrite)) return file.errorString();
    if (::fsync(file.handle()) != 0 ||
        std::rename(QFile::encodeName(written).constData(), QFile::encodeName(path).constData()) != 0)
        return QString::fromLocal8Bit(std::strerror(errno));
    return {};
}

}  // namespace tongdai
