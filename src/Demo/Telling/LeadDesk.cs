using Entente.Demo.Plan;
using Entente.Leads.Book;
using Entente.Leads.Hold;
using Entente.Leads.List;
using Entente.Leads.Offer;
using Entente.Leads.Rules;
using Entente.Leads.Take;
using Entente.Platform.Tenancy;

namespace Entente.Demo.Telling;

/// <summary>Leads come in, go to whoever the rules choose, and are answered by whoever that is.</summary>
internal sealed class LeadDesk(People people)
{
    private readonly Dictionary<string, string> numbers = new(StringComparer.Ordinal);

    public async Task Publish(LeadRulesPublished act, CancellationToken ct)
    {
        const string what = "rules for leads";
        var book = LeadsPlan.Book(people[StoryPlan.Ines].Partner!.Value);
        await people.Do<ChangeBook>(
            people[act.By],
            what,
            c => c.Keep(book, new Dictionary<string, string>(StringComparer.Ordinal), null, ct)
        );
        var draft = (await people.Act<BookShelf, DraftedBook?>(people[act.By], s => s.Draft(ct)))!;
        await people.Do<ChangeBook, int>(people[act.By], what, c => c.Publish(draft.Seen, "Our first rules", ct));
    }

    public async Task Take(LeadTakenIn act, CancellationToken ct) =>
        numbers[act.Lead.Company!] = await people.Do<TakeLead, string>(people[act.By], act.Lead.Company!, t => t.Run(act.Lead, ct));

    public async Task Answer(LeadAnswered act, CancellationToken ct)
    {
        var number = numbers[act.Company];
        var list = await people.Act<LeadList, LeadListView>(people[StoryPlan.Owner], l => l.Load(new(number, null, null, null, 1), ct));
        var partner = list.Rows.Single().Partner ?? throw new StoryException($"Nobody has {number} of {act.Company}.");
        Actor who = people.Of(partner);
        await (
            act.What switch
            {
                LeadDeed.Accepts => people.Do<AnswerOffer>(who, act.Company, a => a.Accept(number, ct)),
                LeadDeed.Declines => people.Do<AnswerOffer>(who, act.Company, a => a.Decline(number, DeclineReason.NoCapacity, "", ct)),
                _ => people.Do<ReportLead>(who, act.Company, r => r.Run(number, act.Says, ct)),
            }
        );
    }
}
