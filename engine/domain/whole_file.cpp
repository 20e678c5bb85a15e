#include "engine/domain/whole_file.h"

#include <QDir>
#include <QFileInfo>
#include <QSaveFile>

#include <unistd.h>

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

}  // namespace tongdai
