#include "engine/upstream/rule_promises.h"

#include "engine/upstream/rule_words.h"

#include <array>

namespace tongdai::upstream {

using namespace Qt::StringLiterals;

namespace {

// "*" stands for up to three words, as in the rules file.
constexpr std::array kPromises{
    u"chuyển * nhân viên",
    u"báo nhân viên",
    u"nhờ nhân viên",
    u"nhân viên * báo",
    u"nhân viên * gửi",
    u"nhân viên * gọi",
    u"nhân viên * liên hệ",
    u"nhân viên * kiểm tra",
    u"nhân viên * xác nhận",
    u"nhân viên * trả lời",
    u"nhân viên * tư vấn",
    u"nhân viên * hỗ trợ",
    u"nhân viên * xử lý",
    u"báo lại",
    u"gọi lại",
    u"liên hệ lại",
    u"xác nhận lại",
    u"trả lời sau",
    u"trả lời mình",
    u"em kiểm tra",
    u"kiểm tra giúp",
    u"kiểm tra kho",
    u"em báo giá",
    u"em báo phí",
    u"em gửi giá",
    u"em gửi địa chỉ",
    u"em ghi nhận",
    u"em lên đơn",
    u"hand you over",
    u"handing you over",
    u"one of our staff",
    u"our staff will",
    u"a colleague",
    u"my colleague",
    u"someone will",
    u"somebody will",
    u"let me check",
    u"i will check",
    u"i will ask",
    u"we will",
    u"we ll",
    u"we are checking",
    u"we are looking",
    u"get back to you",
    u"be back with you",
    u"call you back",
    u"noted",
};

struct KnownPromise {
    QString words;
    RulePhrase phrase;
};

const std::vector<KnownPromise>& knownPromises()
{
    static const std::vector<KnownPromise> known = [] {
        std::vector<KnownPromise> list;
        list.reserve(std::size(kPromises));
        for (const char16_t* words : kPromises)
            list.push_back({QString::fromUtf16(words), RulePhrase(QString::fromUtf16(words))});
        return list;
    }();
    return known;
}

}  // namespace

QString promiseOfPerson(const QString& text)
{
    const std::vector<RuleWord> words = wordsOf(text);
    for (const KnownPromise& promise : knownPromises()) {
        if (promise.phrase.find(words)) return promise.words;
    }
    return {};
}

}  // namespace tongdai::upstream
