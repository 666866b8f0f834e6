using Entente.Demo.Plan;
using Entente.Engagement;
using Entente.Engagement.Portal;
using Entente.Engagement.Rules;
using Entente.Engagement.Write;
using Entente.Partners;
using Entente.Platform.Values;

namespace Entente.Demo.Telling;

/// <summary>Marketing announces, partners read and confirm.</summary>
internal sealed class NewsDesk(People people)
{
    private readonly Dictionary<string, AnnouncementId> known = new(StringComparer.Ordinal);

    public async Task Publish(AnnouncementPublished act, SegmentId? segment, DateTimeOffset now, CancellationToken ct)
    {
        var plan = act.Plan;
        var sheet = new AnnouncementSheet(
            plan.Texts,
            segment is { } aimed ? new([new([new(Facet.Segment, [aimed.Short()])])]) : plan.Audience,
            ByMail: true,
            null,
            plan.Days is { } days ? act.At.AddDays(days) : null,
            plan.ConfirmIn is { } ahead ? StoryTime.Calendar.DateAt(now).AddDays(ahead) : null,
            plan.Motions,
            plan.Stages
        );
        var writer = people[News.Writer];
        var id = await people.Do<WriteAnnouncement, AnnouncementId>(
            writer,
            plan.Key,
            w => w.Keep(null, sheet, new Dictionary<string, string>(StringComparer.Ordinal), null, ct)
        );
        await people.Do<PublishAnnouncement, int?>(writer, plan.Key, p => p.Run(id, 1, ct));
        known[plan.Key] = id;
    }

    public async Task Read(AnnouncementRead act, CancellationToken ct)
    {
        var id = known[act.Key];
        await people.Act<ReadNews, bool>(
            people[act.By],
            async r =>
            {
                await r.Shown([id], ct);
                await r.Opened(id, ct);
                return true;
            }
        );
        if (act.Confirms)
            await people.Do<ReadNews>(people[act.By], act.Key, r => r.Confirm(id, 1, ct));
    }
}
