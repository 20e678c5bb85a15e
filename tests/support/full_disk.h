#pragma once

#include <QFile>
#include <QMap>
#include <QTemporaryDir>

namespace tongdai::testing {

/// A data volume with so much room and no more, for a server under test: tests/support/shim/full_disk_shim.cpp. Needs
/// no rights. Linux, programs that link the C library dynamically.
class FullDisk {
public:
    FullDisk();
    ~FullDisk();
    Q_DISABLE_COPY_MOVE(FullDisk)

    /// Why it cannot be used; empty: it can.
    QString problem() const;
    /// While it lives, programs that this one starts are on the volume with their files below `folder`.
    class Mount {
    public:
        Mount(const FullDisk& disk, const QString& folder);
        ~Mount();
        Q_DISABLE_COPY_MOVE(Mount)

    private:
        QMap<QByteArray, QByteArray> m_environment;
    };

    void setRoom(qint64 bytes);  ///< from now on, for what runs already, too
    void makeRoom() { setRoom(qint64(1) << 50); }
    qint64 refusals() const;  ///< calls that found no room

private:
    QTemporaryDir m_dir;
    QFile m_file;
    qint64* m_numbers = nullptr;
};

}  // namespace tongdai::testing
