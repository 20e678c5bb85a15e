#include "tests/architecture/citations.h"
#include "tests/support/test_registry.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QRegularExpression>
#include <QTest>

namespace tongdai::testing {

using namespace Qt::StringLiterals;

/// Every citation in a comment names a heading or a row of a document of this repository, so that whoever reads it
/// finds what it means. citations.h says what counts as a citation.
class CitationsTest : public QObject {
    Q_OBJECT

    const QHash<QString, QString> m_numbered{{u"guarantees"_s, u"engine/guarantees.md"_s},
                                             {u"security"_s, u"engine/security.md"_s},
                                             {u"design"_s, u"engine/design.md"_s},
                                             {u"workspace"_s, u"ui/workspace.md"_s},
                                             {u"features"_s, u"ui/features.md"_s}};
    QHash<QString, QString> m_files = m_numbered;  ///< by the names that comments have for them
    Documents m_documents;

    static QString inSource(const QString& file) { return QStringLiteral(TONGDAI_SOURCE_DIR) + u'/' + file; }
    static QString textOf(const QString& file)
    {
        QFile source(inSource(file));
        return source.open(QIODevice::ReadOnly) ? QString::fromUtf8(source.readAll()) : QString();
    }
    static QStringList filesBelow(const QStringList& folders, const QStringList& patterns)
    {
        QStringList files;
        for (const QString& folder : folders) {
            QDirIterator each(inSource(folder), patterns, QDir::Files, QDirIterator::Subdirectories);
            while (each.hasNext())
                files << QDir(QStringLiteral(TONGDAI_SOURCE_DIR)).relativeFilePath(each.next());
        }
        files.sort();
        return files;
    }
    static QStringList sources()
    {
        QStringList files =
            filesBelow({u"app"_s, u"engine"_s, u"ui"_s, u"tests"_s}, {u"*.h"_s, u"*.cpp"_s, u"*.sql"_s, u"*.lua"_s});
        // Its own examples of wrong citations.
        files.removeIf([](const QString& file) { return file.startsWith("tests/architecture/citations"_L1); });
        return files;
    }
    static std::vector<Comment> commentsOf(const QString& file)
    {
        const bool hasDashes = file.endsWith(".sql"_L1) || file.endsWith(".lua"_L1);
        return hasDashes ? commentsAfterDashes(textOf(file)) : commentsOfCpp(textOf(file));
    }
    static QString joined(const QStringList& offenders) { return u"\n  "_s + offenders.join("\n  "_L1); }

    QStringList problemsOf(const QString& source, CitationReader::Options options = {}) const
    {
        CitationReader reader(m_documents);
        return reader.problemsIn(u"x.h"_s, commentsOfCpp(source), options);
    }

private slots:
    void initTestCase()
    {
        for (const QString& file : filesBelow({u"engine/contract"_s}, {u"*.md"_s}))
            m_files.insert(u"contracts/"_s + QFileInfo(file).baseName(), file);
        QVERIFY2(m_files.size() > m_numbered.size() + 4, "the contracts are not where they should be");
        m_files.insert(u"README"_s, u"README.md"_s);
        m_files.insert(u"CONTRIBUTING"_s, u"CONTRIBUTING.md"_s);
        for (auto each = m_files.cbegin(); each != m_files.cend(); ++each) {
            const QString text = textOf(each.value());
            QVERIFY2(!text.isEmpty(), qPrintable(each.value()));
            m_documents.insert(each.key(), readDocument(text));
        }
    }

    void everyCitationOfACommentIsThere()
    {
        CitationReader reader(m_documents);
        QStringList problems;
        for (const QString& file : sources()) {
            CitationReader::Options options;
            options.bareRows = !file.startsWith("ui/"_L1) && !file.startsWith("tests/ui/"_L1);  // F10 is a key there
            problems << reader.problemsIn(file, commentsOf(file), options);
        }
        QVERIFY2(problems.isEmpty(), qPrintable(joined(problems)));
        // A pattern that found next to nothing would find no mistake either.
        const QHash<QString, int> least{{u"guarantees"_s, 200},
                                        {u"security"_s, 50},
                                        {u"design"_s, 20},
                                        {u"workspace"_s, 15},
                                        {u"features"_s, 30},
                                        {u"contracts/handle-message"_s, 40},
                                        {u"contracts/chat-history"_s, 15},
                                        {u"contracts/realtime-chat"_s, 20},
                                        {u"contracts/socketio"_s, 15},
                                        {u"contracts/background"_s, 5}};
        for (auto each = least.cbegin(); each != least.cend(); ++each) {
            const int found = reader.counts().value(each.key());
            QVERIFY2(found >= each.value(), qPrintable(u"%1: %2 found"_s.arg(each.key()).arg(found)));
        }
    }

    void everyCitationOfADocumentIsThere()
    {
        CitationReader reader(m_documents);
        QStringList problems;
        for (auto each = m_files.cbegin(); each != m_files.cend(); ++each)
            problems << reader.problemsIn(each.value(), paragraphsOf(textOf(each.value())), {false, each.key()});
        QVERIFY2(problems.isEmpty(), qPrintable(joined(problems)));
        QVERIFY(reader.counts().value(u"guarantees"_s) > 30);
    }

    void theCheckNoticesAWrongCitation_data()
    {
        QTest::addColumn<QString>("comment");
        QTest::addColumn<int>("problems");
        for (const char* right :
             {"// guarantees 2.4", "/// (guarantees 2.1, decision 12; security S02)",
              "/// Rows F17 to F22 and F24 of 3.4.", "// guarantees\n// 2.4",
              "/// contracts/chat-history §1 and §2; its faults (§3)", "// RFC 6455 §5 to §8",
              "// contracts/realtime-chat §7.8", "// design §5, step 7", "// guarantees, \"Database away\"",
              "// defect 11", "const char* text = \"guarantees 9.9\";", "// features that people like, of good design",
              "int x = 1'000; // guarantees 2.4", "// README, \"Architecture\""})
            QTest::newRow(right) << QString::fromUtf8(right) << 0;
        for (const char* wrong :
             {"// guarantees 2.99", "// guarantees 2.1, decision 99", "/* security S99 */", "// guarantees\n// 9.4",
              "/// contracts/chat-history §1 and §9", "// contracts/nowhere §1", "// contracts/nowhere", "// F99",
              "int x; ///< (§2.5)", "// design §5, step 70", "// guarantees, \"Moon away\"", "// defect 99", "// (A12)",
              "// features A99", "int x = 1'000; // guarantees 9.4", "auto t = R\"(\" // )\"; // guarantees 9.4",
              "// README, \"Nowhere\"", "// workspace 3.2 to 3.99"})
            QTest::newRow(wrong) << QString::fromUtf8(wrong) << 1;
    }
    void theCheckNoticesAWrongCitation()
    {
        QFETCH(const QString, comment);
        QFETCH(const int, problems);
        const QStringList found = problemsOf(comment);
        QVERIFY2(found.size() == problems, qPrintable(comment + joined(found)));
    }

    void aProblemNamesItsLine()
    {
        QCOMPARE(problemsOf(u"int x;\n/// One, two\n/// (guarantees\n/// 9.4).\n"_s),
                 QStringList{u"x.h:4: guarantees 9.4 (no such section)"_s});
    }

    /// Papers that are not here, and rounds of work that nobody remembers.
    void commentsNameNothingFromOutside()
    {
        static const QRegularExpression outside(
            uR"(\b(?:house style|feasibility|[Ii]ssue [A-Z]\b|"Done when"|the seed's|shared/))"_s);
        QStringList problems;
        for (const QString& file : sources()) {
            for (const Comment& comment : commentsOf(file)) {
                const auto found = outside.match(comment.text);
                if (found.hasMatch())
                    problems
                        << u"%1:%2: %3"_s.arg(file).arg(comment.lineAt(found.capturedStart())).arg(found.captured());
            }
        }
        QVERIFY2(problems.isEmpty(), qPrintable(joined(problems)));
    }

    void documentsNameFilesAndTestsThatAreThere()
    {
        static const QRegularExpression path(u"`((?:app|engine|installer|resources|tests|ui)/[\\w./-]+)`"_s);
        static const QRegularExpression test(u"`([A-Z]\\w+Test|HostileClients)`"_s);
        static const QRegularExpression registered(u"^TONGDAI(?:_FAILPOINT)?_TEST\\((\\w+)\\)"_s,
                                                   QRegularExpression::MultilineOption);
        QSet<QString> classes;
        for (const QString& file : filesBelow({u"tests"_s}, {u"*_test.cpp"_s})) {
            for (auto each = registered.globalMatch(textOf(file)); each.hasNext();)
                classes.insert(each.next().captured(1));
        }
        QStringList problems;
        int names = 0;
        for (const QString& file : std::as_const(m_files)) {
            const QString text = textOf(file);
            for (auto each = path.globalMatch(text); each.hasNext(); ++names) {
                const QString named = each.next().captured(1);
                if (!QFileInfo::exists(inSource(named))) problems << file + u": "_s + named;
            }
            for (auto each = test.globalMatch(text); each.hasNext(); ++names) {
                const QString named = each.next().captured(1);
                if (!classes.contains(named)) problems << file + u": "_s + named;
            }
        }
        QVERIFY(names > 60);
        QVERIFY2(problems.isEmpty(), qPrintable(joined(problems)));
    }

    void theReadmeLinksEveryDocument()
    {
        const QString readme = textOf(u"README.md"_s);
        for (const QString& file : std::as_const(m_files)) {
            if (file == "README.md"_L1) continue;
            QVERIFY2(readme.contains(u"("_s + file + u')'), qPrintable(file + u" is not linked"_s));
        }
    }
};

TONGDAI_TEST(CitationsTest)

}  // namespace tongdai::testing

#include "citations_test.moc"
