using Entente.Collaboration.Threads;
using Entente.Collaboration.Threads.Tasks;
using Entente.Demo.Plan;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Registrations;

namespace Entente.Demo.Telling;

/// <summary>What people say to each other about two of the named deals and one partnership, whom they name, and what they agree to do.</summary>
internal sealed class Conversations(People people)
{
    public async Task Run(TalkHeld act, string number, DateOnly today, CancellationToken ct)
    {
        var (staff, partner) = (people[act.By], people[act.With]);
        var deal = (await people.Act<RegistrationsApi, SubjectRef?>(staff, async r => (await r.ByNumber(number, ct))?.Id.Subject))!.Value;
        var with = partner.Partner!.Value;
        var together = new SubjectRef("partner", with.Value);
        await (
            act.Step switch
            {
                0 => Say(
                    staff,
                    deal,
                    with,
                    $"@{partner.Name}, their head of data asked for two references in media. Have you got any?",
                    ct
                ),
                1 => Say(partner, deal, with, "Yes: a publisher in Denmark and a broadcaster in the Netherlands. I ask both today.", ct),
                2 => Say(staff, deal, null, "Their budget is fixed until the summer. No discount beyond the band.", ct),
                3 => Task(staff, deal, with, "Send two references to their head of data", partner, today.AddDays(1), ct),
                4 => Task(staff, deal, null, "Ask finance whether the band holds", staff, today, ct),
                5 => Say(staff, together, with, "Shall we look at the next quarter together on Thursday?", ct),
                _ => Say(partner, together, with, "Thursday at ten suits us.", ct),
            }
        );
    }

    private Task Say(Actor who, SubjectRef about, PartnerId? with, string text, CancellationToken ct) =>
        people.Do<PostMessage>(who, text, p => p.Run(new(about, Read(with), text, "story-talk-" + Key(text)) { With = with }, ct));

    private Task Task(Actor who, SubjectRef about, PartnerId? with, string title, Actor owner, DateOnly due, CancellationToken ct) =>
        people.Do<TaskDesk>(
            who,
            title,
            d => d.Add(new(about, title, owner.Person, due, Read(with), "story-task-" + Key(title)) { With = with }, ct)
        );

    private static ReadBy Read(PartnerId? with) => with is null ? ReadBy.Internal : ReadBy.Shared;

    // Unique in this story, and the same whenever it is told.
    private static string Key(string words) => new([.. words.Where(char.IsAsciiLetter).Take(24)]);
}
