#include "tests/support/test_registry.h"

#include <QDirIterator>
#include <QMap>
#include <QSet>
#include <QTest>

namespace tongdai {

using namespace Qt::StringLiterals;

/// Who opens a folder sees at one glance what is in it.
class RoomsTest : public QObject {
    Q_OBJECT

    static constexpr int kMostRooms = 20;

private slots:
    /// A source and its header are one room, and so is a folder.
    void noFolderShowsMoreThanOneSees()
    {
        const QString root = QStringLiteral(TONGDAI_SOURCE_DIR "/");
        QMap<QString, QSet<QString>> rooms;
        for (const QString& top : {u"app"_s, u"engine"_s, u"ui"_s}) {
            QDirIterator each(root + top, {u"*.h"_s, u"*.cpp"_s}, QDir::Files, QDirIterator::Subdirectories);
            while (each.hasNext()) {
                QStringList path = each.next().mid(root.size()).split(u'/');
                path.last() = path.last().section(u'.', 0, 0);
                for (qsizetype depth = 1; depth < path.size(); ++depth)
                    rooms[path.first(depth).join(u'/')] << path.at(depth);
            }
        }
        QVERIFY2(rooms.size() > 40, "next to nothing was found: is the source folder right?");
        QStringList full;
        for (auto folder = rooms.cbegin(); folder != rooms.cend(); ++folder) {
            if (folder->size() > kMostRooms) full << u"%1 shows %2"_s.arg(folder.key()).arg(folder->size());
        }
        QVERIFY2(full.isEmpty(), qPrintable(full.join(u'\n')));
    }
};

TONGDAI_TEST(RoomsTest)

}  // namespace tongdai

#include "rooms_test.moc"
