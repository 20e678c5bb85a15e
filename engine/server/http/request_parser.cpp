#include "engine/server/http/request_parser.h"

#include <QSet>
#include <QStringDecoder>

#include <boost/beast/http/basic_parser.hpp>

#include <algorithm>
#include <array>
#include <limits>

namespace tongdai::http {

using namespace Qt::StringLiterals;
namespace beast = boost::beast;

namespace {

QByteArrayView view(beast::string_view text)
{
    return {text.data(), qsizetype(text.size())};
}

/// Names of the known fields, shared by all requests: one allocation less for nearly every header.
const QByteArray& sharedName(beast::http::field field)
{
    static const std::vector<QByteArray> names = [] {
        std::vector<QByteArray> all;
        for (unsigned i = 0; i <= unsigned(beast::http::field::xref); ++i) {
            all.push_back(view(beast::http::to_string(beast::http::field(i))).toByteArray());
        }
        return all;
    }();
    return names.at(unsigned(field));
}

const std::array<QByteArray, 7>& declaredMethods()
{
    static const std::array methods{"GET"_ba, "POST"_ba, "HEAD"_ba, "OPTIONS"_ba, "PUT"_ba, "PATCH"_ba, "DELETE"_ba};
    return methods;
}

bool isFieldNameStart(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

bool isDigits(QByteArrayView text)
{
    return !text.isEmpty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool equalsIgnoringCase(QByteArrayView a, QByteArrayView b)
{
    return a.size() == b.size() && a.compare(b, Qt::CaseInsensitive) == 0;
}

/// Fields with one value (RFC 9110, 6265, 6455 and the Fetch standard). Of two, one reader takes the first and another
/// the last: a proxy in front may have checked the one that is not used here.
bool hasOneValue(beast::http::field field)
{
    using enum beast::http::field;
    static constexpr std::array kSingle{authorization,
                                        proxy_authorization,
                                        cookie,
                                        origin,
                                        referer,
                                        user_agent,
                                        from,
                                        date,
                                        content_type,
                                        content_range,
                                        content_location,
                                        range,
                                        if_modified_since,
                                        if_unmodified_since,
                                        if_range,
                                        max_forwards,
                                        access_control_request_method,
                                        sec_websocket_key,
                                        sec_websocket_version};
    return std::find(kSingle.begin(), kSingle.end(), field) != kSingle.end();
}

/// Percent-decoded once and strictly: "%zz", a NUL or bytes that are no UTF-8 make the target illegal.
std::optional<QString> decodePath(QByteArrayView raw)
{
    for (qsizetype i = 0; i < raw.size(); ++i) {
        if (raw[i] != '%') continue;
        if (i + 2 >= raw.size() || !isxdigit(uchar(raw[i + 1])) || !isxdigit(uchar(raw[i + 2]))) return std::nullopt;
    }
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    const QByteArray bytes = raw.contains('%') ? QByteArray::fromPercentEncoding(raw.toByteArray()) : raw.toByteArray();
    QString path = decoder(bytes);
    if (decoder.hasError() || path.contains(QChar(u'\0'))) return std::nullopt;
    return path;
}

/// No route of ours takes a list in its query. Of two values one reader takes the first and another the last, as with
/// fields. Names compare without case, as the callers of some routes were used to.
std::optional<Refusal> refuseRepeated(const QUrlQuery& query)
{
    QSet<QString> names;
    for (const auto& [name, value] : query.queryItems(QUrl::FullyDecoded)) {
        const QString plain = name.toCaseFolded();
        if (names.contains(plain)) return Refusal{400, u"The query parameter %1 stands twice"_s.arg(name.left(64))};
        names.insert(plain);
    }
    return std::nullopt;
}

}  // namespace

/// Beast's basic_parser filling our Request directly: request_parser would first build its own field list.
class RequestParser::Beast final : public beast::http::basic_parser<true> {
public:
    void begin(int maxFields, Request& request, Framing& framing)
    {
        m_request = &request;
        m_framing = &framing;
        m_maxFields = maxFields;
    }
    void endHead() { m_request = nullptr; }
    void collectInto(QByteArray& body, qsizetype limit)
    {
        m_body = &body;
        m_bodyLimit = limit;
    }
    const std::optional<Refusal>& refusal() const { return m_refusal; }
    int hosts() const { return m_hosts; }
    bool upgradesToWebSocket() const { return m_upgradesToWebSocket; }
    bool hasLength() const { return m_lengths > 0; }

private:
    using ErrorCode = beast::error_code;

    void refuse(int status, const QString& detail, ErrorCode& ec)
    {
        m_refusal = Refusal{status, detail};
        ec = beast::http::error::bad_value;
    }

    void on_request_impl(beast::http::verb, beast::string_view method, beast::string_view target, int version,
                         ErrorCode& ec) override
    {
        const auto& methods = declaredMethods();
        const auto known = std::find_if(methods.begin(), methods.end(),
                                        [&](const QByteArray& name) { return QByteArrayView(name) == view(method); });
        if (known == methods.end()) return refuse(501, u"Method Not Implemented"_s, ec);
        m_request->method = *known;
        m_request->target = view(target).toByteArray();
        m_framing->isHttp10 = version == 10;
    }

    void on_field_impl(beast::http::field field, beast::string_view name, beast::string_view value,
                       ErrorCode& ec) override
    {
        if (!m_request) return;  // a trailer: allowed, and of no use here
        if (++m_fields > m_maxFields) return refuse(431, u"Too many header fields"_s, ec);
        checkField(field, view(value), ec);
        if (ec) return;
        if (hasOneValue(field) && m_request->hasHeader(view(name))) {
            return refuse(400, u"The header field %1 stands twice"_s.arg(QLatin1StringView(sharedName(field))), ec);
        }
        m_request->headers.emplaceBack(
            field == beast::http::field::unknown ? view(name).toByteArray() : sharedName(field),
            view(value).toByteArray());
    }

    void checkField(beast::http::field field, QByteArrayView value, ErrorCode& ec)
    {
        switch (field) {
            case beast::http::field::host: ++m_hosts; break;
            case beast::http::field::content_length:
                // Beast takes "5, 5" and equal repetitions; two readers of one message may differ about them.
                if (++m_lengths > 1 || !isDigits(value)) return refuse(400, u"Invalid Content-Length"_s, ec);
                break;
            case beast::http::field::transfer_encoding:
                // Beast lets an unknown coding pass as "no body", and "gzip, chunked" as chunked.
                if (!equalsIgnoringCase(value, "chunked")) {
                    return refuse(400, u"Unsupported Transfer-Encoding"_s, ec);
                }
                break;
            case beast::http::field::expect:
                if (!equalsIgnoringCase(value, "100-continue")) return refuse(417, u"Expectation Failed"_s, ec);
                m_framing->expectsContinue = true;
                break;
            case beast::http::field::upgrade:
                m_upgradesToWebSocket = m_upgradesToWebSocket || equalsIgnoringCase(value, "websocket");
                break;
            default: break;
        }
    }

    void on_header_impl(ErrorCode&) override {}
    void on_body_init_impl(const boost::optional<std::uint64_t>&, ErrorCode&) override {}
    std::size_t on_body_impl(beast::string_view body, ErrorCode&) override { return body.size(); }
    void on_chunk_header_impl(std::uint64_t size, beast::string_view, ErrorCode& ec) override
    {
        if (size > std::uint64_t(m_bodyLimit - m_body->size())) refuse(413, u"Request body too large"_s, ec);
    }
    std::size_t on_chunk_body_impl(std::uint64_t, beast::string_view body, ErrorCode&) override
    {
        m_body->append(view(body));
        return body.size();
    }
    void on_finish_impl(ErrorCode&) override {}
    void on_response_impl(int, beast::string_view, int, ErrorCode&) override {}

    Request* m_request = nullptr;  // only while the head is parsed
    Framing* m_framing = nullptr;
    QByteArray* m_body = nullptr;
    qsizetype m_bodyLimit = 0;
    int m_maxFields = 0;
    int m_fields = 0;
    int m_hosts = 0;
    int m_lengths = 0;
    bool m_upgradesToWebSocket = false;
    std::optional<Refusal> m_refusal;
};

RequestParser::RequestParser() = default;
RequestParser::~RequestParser() = default;

RequestParser::HeadScan RequestParser::findHead(QByteArrayView bytes)
{
    // Something that is no HTTP at all (a TLS hello, binary noise) should not wait for the deadline.
    if (!bytes.isEmpty() && !isFieldNameStart(bytes[0])) return {0, Refusal{400, u"Malformed request"_s}};
    for (qsizetype from = 0;;) {
        const qsizetype feed = bytes.indexOf('\n', from);
        if (feed < 0) return {};
        if (feed == 0 || bytes[feed - 1] != '\r') return {0, Refusal{400, u"Bare line feed in the request head"_s}};
        if (feed == from + 1 && from > 0) return {feed + 1, std::nullopt};
        if (feed + 1 < bytes.size() && (bytes[feed + 1] == ' ' || bytes[feed + 1] == '\t')) {
            return {0, Refusal{400, u"Folded header field"_s}};
        }
        from = feed + 1;
    }
}

std::optional<Refusal> RequestParser::parseHead(QByteArrayView head, int maxFields, Request& request, Framing& framing)
{
    m_beast = std::make_unique<Beast>();
    m_beast->begin(maxFields, request, framing);
    m_beast->header_limit(std::uint32_t(head.size() + 1));
    // Ours is known only after the head. Not boost::none: Beast 1.74 compares a length with it as "larger".
    m_beast->body_limit(std::numeric_limits<std::uint64_t>::max());
    beast::error_code ec;
    m_beast->put(boost::asio::const_buffer(head.data(), size_t(head.size())), ec);
    m_beast->endHead();
    if (m_beast->refusal()) return m_beast->refusal();
    if (ec || !m_beast->is_header_done()) return Refusal{400, u"Malformed request"_s};

    framing.keepsAlive = m_beast->keep_alive();
    framing.isChunked = m_beast->chunked();
    const boost::optional<std::uint64_t> length = m_beast->content_length();
    if (length && *length > std::uint64_t(std::numeric_limits<qint64>::max())) {
        return Refusal{413, u"Request body too large"_s};
    }
    framing.contentLength = length ? qint64(*length) : 0;
    framing.isWebSocketUpgrade = !framing.isHttp10 && m_beast->upgradesToWebSocket() && m_beast->upgrade() &&
                                 request.method == "GET" && !framing.isChunked && framing.contentLength == 0;

    if (m_beast->hosts() > 1 || (m_beast->hosts() == 0 && !framing.isHttp10)) {
        return Refusal{400, u"Exactly one Host header is required"_s};
    }
    // HTTP/1.0 knows no chunks: whoever sent this and whoever passed it on disagree about where the body ends.
    if (framing.isChunked && framing.isHttp10) return Refusal{400, u"Transfer-Encoding in HTTP/1.0"_s};
    const bool announcesBody = framing.expectsContinue || (framing.isHttp10 && request.method.startsWith('P'));
    if (announcesBody && !m_beast->hasLength() && !framing.isChunked) return Refusal{411, u"Length Required"_s};

    QByteArrayView target = request.target;
    if (!target.startsWith('/')) {
        if (target == QByteArrayView("*") && request.method == "OPTIONS") {
            request.path = u"*"_s;
            return std::nullopt;
        }
        const qsizetype scheme = target.indexOf("://");
        if (scheme < 0) return Refusal{400, u"Unsupported request target"_s};
        // Absolute form (a proxy's): only with the Host it names, so that nobody downstream is misled.
        const QByteArrayView rest = target.sliced(scheme + 3);
        const qsizetype slash = rest.indexOf('/');
        const QByteArrayView authority = slash < 0 ? rest : rest.first(slash);
        if (!equalsIgnoringCase(authority, request.header("Host"))) {
            return Refusal{400, u"Request target and Host differ"_s};
        }
        request.target = slash < 0 ? "/"_ba : rest.sliced(slash).toByteArray();
        target = request.target;
    }
    const qsizetype query = target.indexOf('?');
    if (target.contains('#')) return Refusal{400, u"Malformed request target"_s};
    std::optional<QString> path = decodePath(query < 0 ? target : target.first(query));
    if (!path) return Refusal{400, u"Malformed request target"_s};
    request.path = *std::move(path);
    if (query < 0) return std::nullopt;
    // "+" is a space, as forms and most client libraries write it; QUrlQuery leaves it as it is.
    request.query = QUrlQuery(QString::fromUtf8(target.sliced(query + 1).toByteArray().replace('+', "%20")));
    return refuseRepeated(request.query);
}

RequestParser::ChunkResult RequestParser::parseChunks(QByteArrayView bytes, qsizetype bodyLimit, QByteArray& body)
{
    ChunkResult result;
    m_beast->collectInto(body, bodyLimit);
    m_beast->eager(true);
    beast::error_code ec;
    result.consumed = qsizetype(m_beast->put(boost::asio::const_buffer(bytes.data(), size_t(bytes.size())), ec));
    result.isDone = m_beast->is_done();
    if (ec && ec != beast::http::error::need_more) {
        result.refusal = m_beast->refusal() ? *m_beast->refusal() : Refusal{400, u"Malformed chunked body"_s};
    }
    return result;
}

}  // namespace tongdai::http
