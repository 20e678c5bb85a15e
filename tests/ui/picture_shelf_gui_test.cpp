#include "ui/live/thread/picture_shelf.h"

#include "tests/support/test_registry.h"
#include "tests/ui/opened_page.h"
#include "ui/live/thread/thread_view.h"

#include <QBuffer>
#include <QJsonArray>
#include <QNetworkReply>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

namespace tongdai {

using namespace Qt::StringLiterals;
using testing::OpenedPage;

namespace {

/// Says what it was told to say, in the next turn of the event loop.
class CannedReply final : public QNetworkReply {
public:
    CannedReply(const QNetworkRequest& request, QByteArray bytes, int status, QObject* parent)
        : QNetworkReply(parent), m_bytes(std::move(bytes))
    {
        setRequest(request);
        setUrl(request.url());
        setAttribute(QNetworkRequest::HttpStatusCodeAttribute, status);
        open(QIODevice::ReadOnly | QIODevice::Unbuffered);
        QMetaObject::invokeMethod(
            this,
            [this] {
                emit readyRead();
                if (!isFinished()) end();
            },
            Qt::QueuedConnection);
    }
    void abort() override
    {
        setError(OperationCanceledError, u"aborted"_s);
        end();
    }
    qint64 bytesAvailable() const override { return m_bytes.size() - m_read + QIODevice::bytesAvailable(); }

protected:
    qint64 readData(char* data, qint64 most) override
    {
        const qint64 count = std::min<qint64>(most, m_bytes.size() - m_read);
        std::copy_n(m_bytes.constData() + m_read, count, data);
        m_read += count;
        return count;
    }

private:
    void end()
    {
        setFinished(true);
        emit finished();
    }
    QByteArray m_bytes;
    qint64 m_read = 0;
};

class CannedWeb final : public QNetworkAccessManager {
public:
    QByteArray bytes;
    int status = 200;
    QList<QNetworkRequest> asked;

protected:
    QNetworkReply* createRequest(Operation, const QNetworkRequest& request, QIODevice*) override
    {
        asked << request;
        return new CannedReply(request, bytes, status, this);
    }
};

QByteArray pngOf(QSize size)
{
    QImage image(size, QImage::Format_RGB32);
    image.fill(Qt::red);
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "png");
    return bytes;
}

const QUrl kPicture(u"https://cdn.example/ao.png"_s);

}  // namespace

class PictureShelfTest : public QObject {
    Q_OBJECT

private slots:
    void takesPicturesAndNothingElse();
    void fetchesOnlyWhatIsSafe_data();
    void fetchesOnlyWhatIsSafe();
    void doesNotBelieveWhatComes_data();
    void doesNotBelieveWhatComes();
    void aServerWithoutARightCertificateIsNotBelieved();
    void forgetsTheOldest();
    void aPictureIsShownWhenSomebodyAsksForIt();
};

void PictureShelfTest::takesPicturesAndNothingElse()
{
    const QImage small = PictureShelf::smallPicture(pngOf({1200, 300}));
    QCOMPARE(small.size(), QSize(320, 80));
    QCOMPARE(PictureShelf::smallPicture(pngOf({20, 10})).size(), QSize(20, 10));
    const QByteArray svg = "<svg xmlns='http://www.w3.org/2000/svg'><image href='file:///etc/passwd'/></svg>";
    for (const QByteArray& bytes : {QByteArray(), svg, QByteArray("<html></html>"), pngOf({40, 40}).left(30)})
        QVERIFY(PictureShelf::smallPicture(bytes).isNull());
    // Dots without end in few bytes: the head alone decides.
    QByteArray bomb = pngOf({8, 8});
    bomb.replace(16, 8, QByteArray::fromHex("0000ea600000ea60"));
    QVERIFY(PictureShelf::smallPicture(bomb).isNull());
}

void PictureShelfTest::fetchesOnlyWhatIsSafe_data()
{
    QTest::addColumn<QString>("url");
    for (const char* url : {"http://cdn.example/a.png", "ftp://cdn.example/a.png", "file:///etc/passwd",
                            "data:image/png,x", "https://user:secret@cdn.example/a.png", "https:///a.png", ""})
        QTest::newRow(url) << QString::fromLatin1(url);
}

void PictureShelfTest::fetchesOnlyWhatIsSafe()
{
    QFETCH(const QString, url);
    PictureShelf shelf;
    auto web = std::make_unique<CannedWeb>();
    CannedWeb& asked = *web;
    shelf.setNetwork(std::move(web));
    shelf.fetch(QUrl(url));
    QCoreApplication::processEvents();
    QVERIFY(asked.asked.isEmpty());
    QCOMPARE(shelf.state(QUrl(url)), PictureShelf::State::Unknown);
}

void PictureShelfTest::doesNotBelieveWhatComes_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("status");
    QTest::addColumn<bool>("isShown");
    QTest::newRow("a picture") << pngOf({640, 480}) << 200 << true;
    QTest::newRow("a page") << "<html>sign in</html>"_ba << 200 << false;
    QTest::newRow("elsewhere") << pngOf({640, 480}) << 302 << false;
    QTest::newRow("gone") << QByteArray() << 404 << false;
    QTest::newRow("without end") << pngOf({64, 48}) + QByteArray(PictureShelf::kMostBytes, 'x') << 200 << false;
}

void PictureShelfTest::doesNotBelieveWhatComes()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const int, status);
    QFETCH(const bool, isShown);
    PictureShelf shelf;
    auto web = std::make_unique<CannedWeb>();
    web->bytes = bytes;
    web->status = status;
    CannedWeb& asked = *web;
    shelf.setNetwork(std::move(web));
    shelf.fetch(kPicture);
    QCOMPARE(shelf.state(kPicture), PictureShelf::State::Coming);
    shelf.fetch(kPicture);  // once is enough
    QTRY_VERIFY(shelf.state(kPicture) != PictureShelf::State::Coming);
    QCOMPARE(shelf.state(kPicture), isShown ? PictureShelf::State::Here : PictureShelf::State::Failed);
    QCOMPARE(shelf.picture(kPicture).isNull(), !isShown);
    QCOMPARE(asked.asked.size(), 1);
    QVERIFY(!asked.asked.first().hasRawHeader("Referer") && !asked.asked.first().hasRawHeader("Cookie"));
}

/// Whoever lures the desk to a server of the shop's own network meets one that cannot prove its name.
void PictureShelfTest::aServerWithoutARightCertificateIsNotBelieved()
{
    QTcpServer plain;
    QVERIFY(plain.listen(QHostAddress::LocalHost));
    connect(&plain, &QTcpServer::newConnection, &plain, [&plain] {
        QTcpSocket* caller = plain.nextPendingConnection();
        connect(caller, &QTcpSocket::readyRead, caller, [caller] {
            caller->write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
            caller->disconnectFromHost();
        });
    });
    PictureShelf shelf;
    const QUrl url(u"https://127.0.0.1:%1/a.png"_s.arg(plain.serverPort()));
    shelf.fetch(url);
    QTRY_COMPARE_WITH_TIMEOUT(shelf.state(url), PictureShelf::State::Failed, 20'000);
}

void PictureShelfTest::forgetsTheOldest()
{
    PictureShelf shelf;
    auto web = std::make_unique<CannedWeb>();
    web->bytes = pngOf({10, 10});
    shelf.setNetwork(std::move(web));
    const auto url = [](int i) { return QUrl(u"https://cdn.example/%1.png"_s.arg(i)); };
    for (int i = 0; i <= PictureShelf::kMostShown; ++i)
        shelf.fetch(url(i));
    QTRY_COMPARE(shelf.state(url(PictureShelf::kMostShown)), PictureShelf::State::Here);
    QCOMPARE(shelf.state(url(0)), PictureShelf::State::Unknown);
    QCOMPARE(shelf.state(url(1)), PictureShelf::State::Here);
}

void PictureShelfTest::aPictureIsShownWhenSomebodyAsksForIt()
{
    OpenedPage stage;
    auto web = std::make_unique<CannedWeb>();
    web->bytes = pngOf({640, 480});
    CannedWeb& asked = *web;
    stage.thread().pictures().setNetwork(std::move(web));
    const ConversationId id("c-12345");
    StoredMessage line = stage.desk.say(id, Speaker::Customer, u"Áo này còn không shop?"_s, false);
    line.metadata = {{u"image"_s, QJsonArray{kPicture.toString()}}};
    emit stage.desk.linesChanged(id, {line});
    stage.settle();
    const QImage before = stage.thread().viewport()->grab().toImage();
    const auto redDots = [](const QImage& image) {
        int dots = 0;
        for (int y = 0; y < image.height(); y += 4) {
            for (int x = 0; x < image.width(); x += 4)
                dots += image.pixelColor(x, y) == QColor(Qt::red) ? 1 : 0;
        }
        return dots;
    };
    QCOMPARE(redDots(before), 0);
    QVERIFY(asked.asked.isEmpty());
    // The button stands at the end of the newest block, which is the last thing in the view.
    QPoint button;
    for (int y = stage.thread().viewport()->height() - 1; y > 0 && button.isNull(); --y) {
        QMouseEvent over(QEvent::MouseMove, QPointF(40, y), stage.thread().viewport()->mapToGlobal(QPointF(40, y)),
                         Qt::NoButton, Qt::NoButton, Qt::NoModifier);
        QApplication::sendEvent(stage.thread().viewport(), &over);
        if (stage.thread().viewport()->cursor().shape() == Qt::PointingHandCursor) button = QPoint(40, y);
    }
    QVERIFY(!button.isNull());
    QTest::mouseClick(stage.thread().viewport(), Qt::LeftButton, {}, button);
    QCOMPARE(asked.asked.size(), 1);
    QTRY_VERIFY(stage.thread().pictures().state(kPicture) == PictureShelf::State::Here);
    stage.settle();
    QVERIFY(redDots(stage.thread().viewport()->grab().toImage()) > 1000);
    if (const QString folder = qEnvironmentVariable("TONGDAI_PICTURES"); !folder.isEmpty())
        QVERIFY(stage.page.grab().save(folder + u"/picture_shelf.png"_s));
}

TONGDAI_TEST(PictureShelfTest)

}  // namespace tongdai

#include "picture_shelf_gui_test.moc"
