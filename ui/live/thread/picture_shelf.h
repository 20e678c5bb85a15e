#pragma once

#include <QHash>
#include <QImage>
#include <QNetworkAccessManager>
#include <QObject>
#include <QThreadPool>
#include <QUrl>

#include <list>
#include <memory>

namespace tongdai {

/// Small pictures of what customers sent. Nothing is fetched by itself: only what somebody asked to see, only over
/// https with a certificate that is right, without cookies, without following anybody elsewhere, and only so many
/// bytes; what comes is decoded only when its own bytes say that it is a picture of a common kind, and made small at
/// once. Bounded: kMostShown pictures, the oldest leave first. Lives on the GUI thread and never waits:
/// pictures are decoded on a thread of its own, one at a time.
class PictureShelf final : public QObject {
    Q_OBJECT
public:
    static constexpr qint64 kMostBytes = 8 * 1024 * 1024;
    static constexpr qint64 kMostPixels = 50'000'000;
    static constexpr QSize kSize{320, 240};
    static constexpr int kMostShown = 100;
    static constexpr int kMostAtOnce = 3;
    static constexpr int kPatienceMs = 15'000;

    enum class State : quint8 { Unknown, Coming, Here, Failed };

    explicit PictureShelf(QObject* parent = nullptr);
    /// Another way to the web, for tests.
    void setNetwork(std::unique_ptr<QNetworkAccessManager> network);

    static bool mayFetch(const QUrl& url);
    /// changed() follows; at once nothing when it must not be fetched.
    void fetch(const QUrl& url);
    State state(const QUrl& url) const;
    QImage picture(const QUrl& url) const;

    /// A picture that fits into kSize; null: these bytes are none, or too many dots. Any thread; fifty million dots
    /// take about a second.
    static QImage smallPicture(const QByteArray& bytes);

signals:
    void changed(const QUrl& url);

private:
    struct Entry {
        State state = State::Unknown;
        QImage image;
    };
    void start(const QUrl& url);
    void decode(const QUrl& url, const QByteArray& bytes);
    void finish(const QUrl& url, const QImage& image);
    void forgetOldest();

    std::unique_ptr<QNetworkAccessManager> m_network;
    QHash<QUrl, Entry> m_entries;
    std::list<QUrl> m_order;  ///< oldest first
    QList<QUrl> m_waiting;
    int m_running = 0;
    QThreadPool m_decoder;  ///< the first to go: it waits for its work, which comes back here
};

}  // namespace tongdai
