#include "ui/live/thread/picture_shelf.h"

#include <QBuffer>
#include <QImageReader>
#include <QNetworkReply>

namespace tongdai {

using namespace Qt::StringLiterals;

PictureShelf::PictureShelf(QObject* parent) : QObject(parent)
{
    m_decoder.setMaxThreadCount(1);
    setNetwork(std::make_unique<QNetworkAccessManager>());
}

void PictureShelf::setNetwork(std::unique_ptr<QNetworkAccessManager> network)
{
    m_network = std::move(network);
    m_network->setRedirectPolicy(QNetworkRequest::ManualRedirectPolicy);
    m_network->setAutoDeleteReplies(true);
}

bool PictureShelf::mayFetch(const QUrl& url)
{
    return url.isValid() && url.scheme() == "https"_L1 && !url.host().isEmpty() && url.userInfo().isEmpty();
}

void PictureShelf::fetch(const QUrl& url)
{
    const State now = state(url);
    if (!mayFetch(url) || now == State::Coming || now == State::Here) return;
    if (now == State::Unknown) m_order.push_back(url);
    m_entries[url] = {State::Coming, {}};
    forgetOldest();
    emit changed(url);
    if (m_running < kMostAtOnce)
        start(url);
    else
        m_waiting.append(url);
}

void PictureShelf::start(const QUrl& url)
{
    ++m_running;
    QNetworkRequest request(url);
    request.setTransferTimeout(kPatienceMs);
    request.setHeader(QNetworkRequest::UserAgentHeader, u"tongdai"_s);
    request.setRawHeader("Accept", "image/png, image/jpeg, image/webp, image/gif");
    request.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CacheLoadControlAttribute, QNetworkRequest::AlwaysNetwork);
    request.setAttribute(QNetworkRequest::CacheSaveControlAttribute, false);
    QNetworkReply* reply = m_network->get(request);
    const auto bytes = std::make_shared<QByteArray>();
    connect(reply, &QNetworkReply::readyRead, this, [reply, bytes] {
        bytes->append(reply->readAll());
        if (bytes->size() > kMostBytes) reply->abort();
    });
    connect(reply, &QNetworkReply::finished, this, [this, reply, url, bytes] {
        --m_running;
        const int status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
        const bool isWhole = reply->error() == QNetworkReply::NoError && status == 200;
        if (isWhole)
            decode(url, *bytes);
        else
            finish(url, {});
        if (!m_waiting.isEmpty()) start(m_waiting.takeFirst());
    });
}

void PictureShelf::decode(const QUrl& url, const QByteArray& bytes)
{
    m_decoder.start([this, url, bytes] {
        const QImage image = smallPicture(bytes);
        QMetaObject::invokeMethod(
            this, [this, url, image] { finish(url, image); }, Qt::QueuedConnection);
    });
}

void PictureShelf::finish(const QUrl& url, const QImage& image)
{
    const auto entry = m_entries.find(url);
    if (entry == m_entries.end()) return;  // it has left the shelf meanwhile
    *entry = {image.isNull() ? State::Failed : State::Here, image};
    emit changed(url);
}

QImage PictureShelf::smallPicture(const QByteArray& bytes)
{
    QBuffer buffer;
    buffer.setData(bytes);
    buffer.open(QIODevice::ReadOnly);
    const QByteArray kind = QImageReader::imageFormat(&buffer);
    static const QList<QByteArray> common{"png", "jpeg", "webp", "gif"};
    if (!common.contains(kind)) return {};
    QImageReader reader(&buffer, kind);
    reader.setAutoTransform(true);
    const QSize size = reader.size();
    if (!size.isValid() || qint64(size.width()) * size.height() > kMostPixels) return {};
    const QSize small = size.scaled(kSize.boundedTo(size), Qt::KeepAspectRatio).expandedTo({1, 1});
    reader.setScaledSize(small);
    const QImage image = reader.read();
    return image.isNull() ? image : image.convertToFormat(QImage::Format_ARGB32_Premultiplied);
}

PictureShelf::State PictureShelf::state(const QUrl& url) const
{
    return m_entries.value(url).state;
}

QImage PictureShelf::picture(const QUrl& url) const
{
    return m_entries.value(url).image;
}

void PictureShelf::forgetOldest()
{
    while (int(m_order.size()) > kMostShown) {
        m_entries.remove(m_order.front());
        m_order.pop_front();
    }
}

}  // namespace tongdai
