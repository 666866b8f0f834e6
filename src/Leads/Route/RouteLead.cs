using Entente.Leads.Book;
using Entente.Leads.Hold;
using Entente.Leads.Model;
using Entente.Leads.Offer;
using Entente.Leads.Rules;
using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Platform.Values;
using Entente.Registrations.Contests;
using Microsoft.EntityFrameworkCore;

namespace Entente.Leads.Route;

/// <summary>A lead is on its way: it came in, or nobody it was offered to has it.</summary>
[JobName("lead.route")]
internal sealed record RouteLead(LeadId Lead);

/// <summary>
/// Decides where a lead goes next, keeps why, and tells whoever it is offered to. Entente itself decides, among all partners: whoever declined sees only their
/// own. Run twice it does nothing the second time, for the lead is no longer on its way.
/// </summary>
internal sealed class RunRouteLead(
    EntenteDb db,
    BookShelf shelf,
    RoutingDesk desk,
    ClaimContests contests,
    LeadMails mails,
    TimeProvider clock
) : IJob<RouteLead>
{
    /// <summary>One decision at a time in a workspace: turns and limits count what was decided before.</summary>
    private const string OneByOne = "vendor-lead-routing";

    public async Task<JobOutcome> Run(RouteLead payload, CancellationToken ct)
    {
        await using var one = await LeadDesk.Take(db, payload.Lead, ct);
        if (one is not { Lead: { State: LeadState.Routing } lead })
            return JobOutcome.Done;
        await db.Lock([OneByOne], ct);
        var now = clock.GetUtcNow();
        var book = await shelf.InForce(ct);
        var rules = book?.Book ?? LeadBook.Empty;
        var decision = Routing.Decide(rules, await desk.Facts(lead, rules, now, ct));
        db.Add(LeadHop.Of(lead.Id, await NextHop(db, lead.Id, ct), book?.Number ?? 0, null, decision.Trace, now));
        if (decision.Rule is { } rule)
        {
            await Turn(rule, decision.Turns, ct);
            var due = (await contests.Terms(ct)).Calendar.Due(now, TimeSpan.FromHours(rule.Times.AcceptHours));
            lead.Offer(decision.To, rule.How.Selection is LeadSelection.Pool, rule.Times, due, now);
            await mails.Offered(lead, ct);
        }
        else
        {
            lead.KeepInHouse(decision.Trace.Why, now);
            await mails.InHouse(lead, ct);
        }
        await one.Save(ct);
        return JobOutcome.Done;
    }

    internal static async Task<int> NextHop(EntenteDb db, LeadId lead, CancellationToken ct) =>
        1 + (await db.Set<LeadHop>().Where(h => h.LeadId == lead).MaxAsync(h => (int?)h.Number, ct) ?? 0);

    private async Task Turn(LeadRule rule, IReadOnlyDictionary<PartnerId, long> turns, CancellationToken ct)
    {
        if (turns.Count == 0)
            return;
        var known = await db.Set<LeadTurn>().Where(t => t.Rule == rule.Key).ToDictionaryAsync(t => t.PartnerId, ct);
        foreach (var (partner, credit) in turns)
            if (known.GetValueOrDefault(partner) is { } turn)
                turn.Credit = credit;
            else
                db.Add(
                    new LeadTurn
                    {
                        Rule = rule.Key,
                        PartnerId = partner,
                        Credit = credit,
                    }
                );
    }
}
