#include "engine/host/sample/sample_customers.h"

#include "engine/host/sample/sample_shop_content.h"
#include "engine/server/routes/handle_message_route.h"
#include "engine/upstream/http_client.h"
#include "engine/upstream/service_target.h"

#include <QPointer>
#include <QRandomGenerator>
#include <QUuid>

namespace tongdai {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// Longer than the wait budget of the engine (25 s, guarantees 2.3), so that its own answer is seen.
constexpr auto kDeadline = 40s;

const QStringList kNames{u"Trần Mỹ Duyên"_s,   u"Lê Hoàng Phúc"_s,   u"Nguyễn Thảo Vy"_s, u"Phạm Gia Huy"_s,
                         u"Võ Ngọc Trâm"_s,    u"Đặng Quang Vinh"_s, u"Bùi Khánh Ngọc"_s, u"Hồ Thanh Bình"_s,
                         u"Ngô Phương Thảo"_s, u"Dương Minh Quân"_s, u"Lý Kim Chi"_s,     u"Mai Tuấn Kiệt"_s};

const QStringList kChannels{u"facebook"_s, u"zalo"_s, u"facebook"_s, u"tiktok"_s, u"web"_s};

bool handsOver(const QJsonObject& answer)
{
    const QJsonArray actions = answer["result"_L1].toObject()["extracted_actions"_L1].toArray();
    return std::any_of(actions.begin(), actions.end(), [](const QJsonValue& action) {
        return action.toObject()["type"_L1].toString() == "transfer_to_agent"_L1;
    });
}

}  // namespace

struct SampleCustomers::Customer {
    QString conversation;
    QString name;
    QString channel;
    QStringList left;  ///< what is still to be written
    QTimer timer;
    bool waitsForPerson = false;
};

SampleCustomers::SampleCustomers(const QUrl& engine, const QByteArray& token, const QByteArray& key, QObject* parent)
    : QObject(parent),
      m_client(std::make_unique<upstream::HttpClient>(engine)),
      m_target(upstream::targetOf(engine, u"/api/v1/enhanced-handle-message"_s)),
      m_token(token),
      m_key(key)
{
}

SampleCustomers::~SampleCustomers()
{
    stop();
    m_client.reset();  // ends what is on its way while this object still stands
}

void SampleCustomers::setPace(std::chrono::milliseconds least, std::chrono::milliseconds most)
{
    m_leastPause = least;
    m_mostPause = most;
}

void SampleCustomers::start()
{
    if (m_isRunning) return;
    m_isRunning = true;
    m_hasFailed = false;
    m_sent = 0;
    while (m_customers.size() < kCustomers)
        invite();
}

void SampleCustomers::stop()
{
    m_isRunning = false;
    m_customers.clear();
}

bool SampleCustomers::isPresent(const QString& conversation) const
{
    return std::ranges::any_of(m_customers, [&conversation](const std::shared_ptr<Customer>& customer) {
        return customer->conversation == conversation;
    });
}

void SampleCustomers::invite()
{
    if (m_dialogues.empty()) m_dialogues = sampleLiveDialogues(QRandomGenerator::global()->generate());
    auto customer = std::make_shared<Customer>();
    customer->conversation = u"sample-live-"_s + QUuid::createUuid().toString(QUuid::Id128).left(12);
    customer->name = kNames[m_invited % kNames.size()];
    customer->channel = kChannels[m_invited % kChannels.size()];
    customer->left = m_dialogues.back();
    m_dialogues.pop_back();
    ++m_invited;
    customer->timer.setSingleShot(true);
    const std::weak_ptr<Customer> watched = customer;
    connect(&customer->timer, &QTimer::timeout, this, [this, watched] {
        if (const auto present = watched.lock()) write(present);
    });
    m_customers.push_back(customer);
    schedule(customer);
}

void SampleCustomers::schedule(const std::shared_ptr<Customer>& customer)
{
    const auto spread = int((m_mostPause - m_leastPause).count());
    auto pause = m_leastPause + std::chrono::milliseconds(QRandomGenerator::global()->bounded(spread + 1));
    if (customer->waitsForPerson) pause *= 3;  // waits, then asks again
    customer->timer.start(pause);
}

void SampleCustomers::write(std::shared_ptr<Customer> customer)
{
    if (!m_isRunning) return;
    const double now = double(QDateTime::currentMSecsSinceEpoch()) / 1000.0;
    const QJsonObject metadata{
        {u"sample"_s, true}, {u"platform"_s, customer->channel}, {u"customer_name"_s, customer->name}};
    const QJsonObject body{{u"conversation_id"_s, customer->conversation},
                           {u"message_id"_s, u"sample-"_s + QUuid::createUuid().toString(QUuid::WithoutBraces)},
                           {u"message_content"_s, customer->left.takeFirst()},
                           {u"sender_id"_s, u"customer-"_s + customer->conversation},
                           {u"sender_type"_s, u"user"_s},
                           {u"timestamp"_s, now},
                           {u"metadata"_s, metadata}};
    upstream::HttpRequest request;
    request.target = m_target;
    request.headers = {{"Content-Type"_ba, "application/json"_ba},
                       {"Authorization"_ba, "Bearer " + m_token},
                       {QByteArray(HandleMessageRoute::kSampleHeader), m_key}};
    request.body = QJsonDocument(body).toJson(QJsonDocument::Compact);
    request.deadline = kDeadline;
    request.mayRepeatWhenStale = true;  // the message id makes it the same message
    ++m_sent;
    m_client->send(std::move(request)).then([self = QPointer(this), customer](upstream::HttpResult result) {
        if (!self || !self->m_isRunning) return;
        const auto* reply = std::get_if<upstream::HttpReply>(&result);
        if (reply && reply->status < 300) {
            self->m_hasFailed = false;
            return self->react(customer, QJsonDocument::fromJson(reply->body).object());
        }
        const QString cause = reply ? u"the engine answered with status %1"_s.arg(reply->status)
                                    : std::get<upstream::HttpFailure>(result).what;
        if (!std::exchange(self->m_hasFailed, true)) emit self->failed(cause);
        self->react(customer, {});
    });
}

void SampleCustomers::react(const std::shared_ptr<Customer>& customer, const QJsonObject& answer)
{
    if (m_sent >= kMaxMessages) {
        stop();
        return;
    }
    if (handsOver(answer) && !customer->waitsForPerson) {
        customer->waitsForPerson = true;
        customer->left.prepend(u"dạ mình chờ nhân viên nha"_s);
    }
    if (!customer->left.isEmpty()) return schedule(customer);
    std::erase(m_customers, customer);
    invite();
}

}  // namespace tongdai
