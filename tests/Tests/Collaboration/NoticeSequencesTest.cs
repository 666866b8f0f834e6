using Entente.Collaboration.Notifications;
using Entente.Collaboration.Notifications.Rules;
using Entente.Platform.Data;
using Entente.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Entente.Tests.Collaboration;

/// <summary>Events, retries, choices and hours in any order.</summary>
public sealed class NoticeSequencesTest(House house) : IClassFixture<House>
{
    private static readonly NoticeChoice Usual = NoticeChoice.Usual;

    /// <summary>Any order of events, retries, choices and hours: each occurrence is mailed once, unless it was off, and within its cadence.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Whatever_happens_in_whatever_order_each_is_told_once_and_in_time(int seed)
    {
        var story = await NoticeStory.In(house);
        var chance = new Random(seed);
        NoticeEvent[] events = [NoticeEvents.Message, NoticeEvents.DealGone, NoticeEvents.DecisionDue, NoticeEvents.DecisionLate];
        var told = new Dictionary<string, (NoticeEvent What, bool Off)>();
        var current = events.ToDictionary(e => e, _ => Usual);
        var quiet = ("", "");
        for (var step = 0; step < 30; step++)
            switch (chance.Next(4))
            {
                case 0:
                    var changed = events[chance.Next(events.Length)];
                    current[changed] = new((Reach)chance.Next(4), (NoticeChannel)(chance.Next(3) == 2 ? 1 : 0), (Cadence)chance.Next(4));
                    quiet = chance.Next(2) == 0 ? ("", "") : ($"{chance.Next(24):00}:30", $"{chance.Next(24):00}:00");
                    (await story.Choose(story.People.Maren, changed, current[changed], quiet.Item1, quiet.Item2)).Problem.ShouldBeNull();
                    // Who switches it off drops what waits.
                    if (!current[changed].Within(changed).Reaches(Concern.Own))
                        foreach (var (key, (what, _)) in told.Where(t => t.Value.What == changed).ToList())
                            if ((await Mailed(story, key)) == 0)
                                told[key] = (what, true);
                    break;
                case 1:
                    house.Clock.Advance(TimeSpan.FromMinutes(chance.Next(1, 60 * 20)));
                    await house.Work();
                    break;
                default:
                    var again = told.Count > 0 && chance.Next(3) == 0;
                    var once = again ? told.Keys.ElementAt(chance.Next(told.Count)) : NoticeStory.Occurrence();
                    var kind = again ? told[once].What : events[chance.Next(events.Length)];
                    await story.Tell(
                        kind,
                        story.Maren,
                        once,
                        by: chance.Next(2) == 0 ? house.Clock.Now.AddHours(chance.Next(1, 60)) : null
                    );
                    var off = !current[kind].Within(kind).Reaches(Concern.Own);
                    if (!again || (told[once].Off && !off && await story.Rows(once) == 1 && await Mailed(story, once) > 0))
                        told[once] = (kind, off);
                    break;
            }
        // The longest cadence and the longest quiet hours.
        house.Clock.Advance(TimeSpan.FromDays(9));
        await house.Work();
        foreach (var (once, (what, off)) in told)
        {
            var mails = await Mailed(story, once);
            mails.ShouldBeLessThanOrEqualTo(1, $"{what.Key} {once}, seed {seed}");
            if (!off)
                mails.ShouldBe(1, $"{what.Key} {once}, seed {seed}");
        }
        told.Count.ShouldBeGreaterThan(5);
        (
            await house.Act<EntenteDb, int>(
                house.System(),
                db => db.Set<Notice>().CountAsync(n => n.PersonId == story.Maren.Id && n.MailAt != null, NoticeStory.Ct)
            )
        ).ShouldBe(0);
    }

    // A headline in a mail of its own ends its line; in a digest its first words follow.
    private static async Task<int> Mailed(NoticeStory story, string once) =>
        (await story.Mails(story.Maren, $"Headline of {once} ")).Count + (await story.Mails(story.Maren, $"Headline of {once}\n")).Count;
}
