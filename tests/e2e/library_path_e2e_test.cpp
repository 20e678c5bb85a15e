#include "tests/support/test_registry.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <elf.h>
#include <cstring>
#include <vector>

using namespace Qt::StringLiterals;

namespace {

/// What the dynamic section of a program says of libraries.
struct LibraryNeeds {
    QStringList libraries;
    QStringList paths;  ///< DT_RPATH and DT_RUNPATH, with their names
    QString problem;    ///< empty: it was read
};

template <class T>
bool readAt(const QByteArray& bytes, quint64 offset, T& into)
{
    if (offset + sizeof(T) > quint64(bytes.size())) return false;
    std::memcpy(&into, bytes.constData() + offset, sizeof(T));
    return true;
}

LibraryNeeds libraryNeedsOf(const QString& program)
{
    LibraryNeeds needs;
    QFile file(program);
    if (!file.open(QIODevice::ReadOnly)) {
        needs.problem = program + u": "_s + file.errorString() + u"; build the targets tongdai and tongdai-engine"_s;
        return needs;
    }
    const QByteArray bytes = file.readAll();
    Elf64_Ehdr head{};
    if (!readAt(bytes, 0, head) || std::memcmp(head.e_ident, ELFMAG, SELFMAG) != 0 ||
        head.e_ident[EI_CLASS] != ELFCLASS64) {
        needs.problem = program + u" is not a 64-bit ELF file"_s;
        return needs;
    }
    std::vector<Elf64_Dyn> entries;
    quint64 strings = 0;
    Elf64_Shdr section{};
    for (int i = 0; i < head.e_shnum && readAt(bytes, head.e_shoff + quint64(i) * sizeof section, section); ++i) {
        if (section.sh_type != SHT_DYNAMIC) continue;
        Elf64_Shdr names{};
        if (readAt(bytes, head.e_shoff + quint64(section.sh_link) * sizeof names, names)) strings = names.sh_offset;
        Elf64_Dyn entry{};
        for (quint64 at = 0; at < section.sh_size && readAt(bytes, section.sh_offset + at, entry); at += sizeof entry)
            entries.push_back(entry);
    }
    if (entries.empty() || strings == 0) needs.problem = program + u" has no dynamic section"_s;
    for (const Elf64_Dyn& entry : entries) {
        const QString text =
            QString::fromUtf8(bytes.constData() + qMin(strings + entry.d_un.d_val, quint64(bytes.size())));
        if (entry.d_tag == DT_NEEDED) needs.libraries << text;
        if (entry.d_tag == DT_RPATH) needs.paths << u"RPATH '%1'"_s.arg(text);
        if (entry.d_tag == DT_RUNPATH) needs.paths << u"RUNPATH '%1'"_s.arg(text);
    }
    return needs;
}

}  // namespace

/// Security S34: the library search path is fixed. Neither program brings one of its own, as built and as the package
/// lays it down: whoever may write the folder a program is started in would otherwise run code in it.
class LibraryPathE2eTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_installed;

    static void onlyTheSystemsLibraries(const QString& program)
    {
        const LibraryNeeds needs = libraryNeedsOf(program);
        QVERIFY2(needs.problem.isEmpty(), qPrintable(needs.problem));
        QVERIFY2(!needs.libraries.filter(u"libQt6Core.so"_s).isEmpty(), "the dynamic section was not read");
        QCOMPARE(needs.paths, QStringList());
    }
    static void names()
    {
        QTest::addColumn<QString>("name");
        QTest::newRow("engine") << u"tongdai-engine"_s;
        QTest::newRow("window") << u"tongdai"_s;
    }

private slots:
    void asBuilt_data() { names(); }
    void asBuilt()
    {
        QFETCH(const QString, name);
        onlyTheSystemsLibraries(QStringLiteral(TONGDAI_BIN_DIR "/") + name);
    }

    void asPackaged_data() { names(); }
    /// CPack packs what this step lays down, stripped.
    void asPackaged()
    {
        QFETCH(const QString, name);
        const QString program = m_installed.filePath(u"bin/"_s + name);
        if (!QFile::exists(program)) {
            QProcess install;
            install.setProcessChannelMode(QProcess::MergedChannels);
            install.start(u"cmake"_s, {u"--install"_s, QDir::cleanPath(QStringLiteral(TONGDAI_BIN_DIR "/..")),
                                       u"--prefix"_s, m_installed.path(), u"--strip"_s});
            QVERIFY2(install.waitForFinished(60'000) && install.exitCode() == 0,
                     qPrintable(u"build tongdai, tongdai-engine and manual_pages first: "_s +
                                QString::fromUtf8(install.readAll())));
        }
        onlyTheSystemsLibraries(program);
    }
};

TONGDAI_TEST(LibraryPathE2eTest)
#include "library_path_e2e_test.moc"
