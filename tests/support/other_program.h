#pragma once

#include "engine/domain/ports/store/dispute_source.h"

namespace tongdai::testing {

/// Another program's database with one conversation, "thr-1", given out in pages of two lines.
class OtherProgram final : public ports::DisputeSource {
public:
    OtherProgram()
    {
        using namespace Qt::StringLiterals;
        const auto say = [this](const char* id, PartyRole role, const char* party, const QString& body) {
            DisputeLine line;
            line.id = id;
            line.role = role;
            line.party = party;
            line.name = role == PartyRole::Client ? u"Khách Hà"_s : u"Thợ Nam"_s;
            line.body = body;
            line.at = TimePoint(std::chrono::milliseconds(1'763'712'000'000 + qint64(lines.size()) * 60'000));
            lines.push_back(line);
        };
        say("m-1", PartyRole::Client, "cl-1", u"Gọi em 0912345678 nhé"_s);
        say("m-2", PartyRole::Freelancer, "fr-1", u"Đã sửa xong"_s);
        lines.back().editedAt = lines.back().at + std::chrono::seconds(5);
        lines.back().receipts.push_back({"cl-1", lines.back().at, lines.back().at + std::chrono::seconds(9)});
        say("m-3", PartyRole::Freelancer, "fr-1", {});
        lines.back().deletedAt = lines.back().at + std::chrono::seconds(30);
        say("m-4", PartyRole::Client, "cl-1", u"Ảnh đây"_s);
        lines.back().attachments.push_back(
            {u"thung.jpg"_s, u"image/jpeg"_s, 2048, u"ab12"_s, u"https://x/thung.jpg"_s});
        say("m-5", PartyRole::Client, "cl-1", u"Khi nào có ạ?"_s);
    }
    SourceStatus status() const override
    {
        SourceStatus status;
        status.name = "mysql";
        status.kind = SourceKind::RealtimeChat;
        status.state = SourceState::Open;
        status.target = QStringLiteral("mysql://db.example:3306/chat");
        return status;
    }
    QCoro::Task<void> look() override { co_return; }
    void cancel() override {}
    QCoro::Task<DisputeCasePage> cases(std::optional<LineKey>, int) override { co_return {}; }
    QCoro::Task<std::optional<DisputeThread>> thread(QByteArray thread, ports::DisputeLook,
                                                     std::optional<LineKey> before, int) override
    {
        if (thread != "thr-1") co_return std::nullopt;
        DisputeThread page;
        page.ref = {"mysql", thread};
        page.title = QStringLiteral("Sửa máy giặt");
        const qsizetype end = before ? before->id.toLongLong() : qsizetype(lines.size());
        const qsizetype begin = std::max<qsizetype>(0, end - 2);
        page.lines.assign(lines.begin() + begin, lines.begin() + end);
        if (begin > 0) page.earlier = LineKey{lines[size_t(begin)].at, QByteArray::number(begin)};
        co_return page;
    }
    QCoro::Task<std::optional<PlaceBehind>> placeBehind(QByteArray, QByteArray, int) override
    {
        co_return std::nullopt;
    }
    QCoro::Task<std::optional<QString>> original(QByteArray, QByteArray) override { co_return std::nullopt; }
    QCoro::Task<DisputeHits> search(DisputeSearch) override { co_return {}; }

    std::vector<DisputeLine> lines;
};

}  // namespace tongdai::testing
