using System.Globalization;
using Entente.Crm.Model;
using Entente.Crm.Port;
using Entente.Pipeline.Model;
using Entente.Platform.Audit;
using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Platform.Mail;
using Entente.Registrations;
using Entente.Registrations.Model;
using Entente.Registrations.Rules;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Crash;

/// <summary>After all the kills: holds what the people were told against both sides' rows. A line for each thing that is not as it must be.</summary>
internal sealed class Reckoning(RealVendor vendor, RealSandbox crm, IReadOnlyList<Claim> claims)
{
    private readonly List<string> wrong = [];

    /// <summary>How many records and audit entries were looked at.</summary>
    public int Looked { get; private set; }

    public async Task<IReadOnlyList<string>> Run(CancellationToken ct)
    {
        await using var scope = vendor.Scope();
        var db = scope.ServiceProvider.GetRequiredService<EntenteDb>();
        var registrations = await db.Set<Registration>().AsNoTracking().Include(r => r.Steps).ToListAsync(ct);
        Registrations(registrations);
        var written = registrations.Where(r => FateOf(r) is not Fate.Declined).ToList();
        await Opportunities(db, written, ct);
        await Mails(db, registrations, ct);
        await Work(db, ct);
        await Crm(written, ct);
        await Mirror(db, ct);
        await Audit(scope.ServiceProvider.GetRequiredService<AuditReader>(), ct);
        return wrong;
    }

    private void Registrations(List<Registration> registrations)
    {
        Looked += registrations.Count;
        Expect(registrations.Count == claims.Count, $"{claims.Count} forms were answered, {registrations.Count} registrations are kept");
        var byNumber = registrations.ToLookup(r => r.Number);
        foreach (var claim in claims)
        {
            if (byNumber[claim.Number!].ToList() is not [var kept])
            {
                wrong.Add($"{claim.Number} was given as a receipt; {byNumber[claim.Number!].Count()} registrations have it");
                continue;
            }
            Expect(
                kept.SubmissionId.EndsWith(":" + claim.Submission, StringComparison.Ordinal),
                $"{kept.Number} is not the form it was the receipt of"
            );
            Expect(kept.Company == claim.Company, $"{kept.Number} is {kept.Company}, not {claim.Company}");
            Course(kept, claim.Fate);
        }
    }

    // Each thing that happened to a claim stands in its history, once.
    private void Course(Registration kept, Fate fate)
    {
        var (state, protection) = fate switch
        {
            Fate.Declined => (RegistrationState.Declined, ProtectionState.None),
            Fate.Withdrawn => (RegistrationState.Withdrawn, ProtectionState.Released),
            Fate.Released => (RegistrationState.Converted, ProtectionState.Released),
            Fate.Met or Fate.Reminded => (RegistrationState.Converted, ProtectionState.Active),
            _ => (RegistrationState.Converted, ProtectionState.Conditional),
        };
        Expect(
            kept.State == state && kept.Protection == protection && kept.OpportunityId is null == fate is Fate.Declined,
            $"{kept.Number} ({fate}) is {kept.State}, its protection {kept.Protection}"
        );
        var became = fate is Fate.Declined ? RegistrationState.Declined : RegistrationState.Approved;
        Once(kept, s => s.To == became && s.From != became, became.ToString());
        if (fate is not Fate.Declined)
            Once(kept, s => s.To is RegistrationState.Converted && s.From is not RegistrationState.Converted, "bound");
        if (fate is Fate.Met or Fate.Reminded)
            Once(kept, s => s.What == "First meeting on record", "met");
        if (fate is Fate.Released)
            Once(kept, s => s.What == "Protection released", "released");
        if (fate is Fate.Withdrawn)
            Once(kept, s => s.To is RegistrationState.Withdrawn, "withdrawn");
        Expect(fate is not Fate.Reminded || kept.RemindedDays == 14, $"{kept.Number} was reminded of {kept.RemindedDays} days");
    }

    private void Once(Registration kept, Func<RegistrationStep, bool> which, string what) =>
        Expect(kept.Steps.Count(which) == 1, $"{kept.Number} was {what} {kept.Steps.Count(which)} times");

    private async Task Opportunities(EntenteDb db, List<Registration> registrations, CancellationToken ct)
    {
        var opportunities = await db.Set<Opportunity>().AsNoTracking().ToListAsync(ct);
        var parts = await db.Set<OpportunityPartner>().AsNoTracking().ToListAsync(ct);
        Looked += opportunities.Count;
        Expect(opportunities.Count == registrations.Count, $"{opportunities.Count} opportunities for {registrations.Count} registrations");
        Expect(parts.Count == registrations.Count, $"{parts.Count} parts of partners for {registrations.Count} registrations");
        foreach (var kept in registrations)
        {
            var bound = opportunities.Where(o => o.Id.Value == kept.OpportunityId).ToList();
            Expect(bound.Count == 1 && bound[0].CrmId == kept.CrmDealId, $"{kept.Number} is bound to {bound.Count} opportunities");
            Expect(parts.Count(p => p.RegistrationId == kept.Id.Value) == 1, $"{kept.Number} has not one partner in its opportunity");
        }
    }

    private async Task Mails(EntenteDb db, List<Registration> registrations, CancellationToken ct)
    {
        var mails = await db.Set<MailMessage>().AsNoTracking().Where(m => m.AboutKind == RegistrationId.SubjectKind).ToListAsync(ct);
        Looked += mails.Count;
        var about = mails.ToLookup(m => m.AboutId);
        foreach (var kept in registrations)
        {
            Expect(
                about[kept.Id.Value].Count(m => m.Subject.Contains("we have your registration", StringComparison.Ordinal)) == 1,
                $"{kept.Number} was not acknowledged once"
            );
            foreach (var said in Told(FateOf(kept)))
                Expect(
                    about[kept.Id.Value].Count(m => m.Subject.Contains(said, StringComparison.Ordinal)) == 1,
                    $"{kept.Number} ({FateOf(kept)}): \u2018{said}\u2019 was not told once"
                );
        }
    }

    // Who withdraws is told nothing: the page said so.
    private static string[] Told(Fate fate) =>
        fate switch
        {
            Fate.Declined => ["declined"],
            Fate.Reminded => ["approved", "is protected for"],
            Fate.Released => ["approved", "was released"],
            _ => ["approved"],
        };

    private async Task Work(EntenteDb db, CancellationToken ct)
    {
        foreach (var letter in await db.Set<DeadLetter>().AsNoTracking().ToListAsync(ct))
            wrong.Add($"{letter.Kind} was set aside: {letter.Cause}");
        foreach (var write in await db.Set<WriteEntry>().AsNoTracking().Where(w => w.State != WriteState.Done).ToListAsync(ct))
            wrong.Add($"a write to the CRM is {write.State}: {write.ErrorCode} {write.ErrorMessage}");
    }

    private async Task Crm(List<Registration> registrations, CancellationToken ct)
    {
        var deals = await Each("companies", "account-", registrations, ct);
        deals = await Each("contacts", "contact-", registrations, ct);
        deals = await Each("deals", "deal-", registrations, ct);
        foreach (var (number, deal) in deals)
        foreach (var to in (string[])["companies", "contacts"])
            Expect(
                deal.Linked.GetValueOrDefault(to) is [_],
                $"the deal of {number} has {deal.Linked.GetValueOrDefault(to)?.Count ?? 0} {to}"
            );
        // Salesforce keeps a logged mail as a task, as it does a note.
        Held[] entries = [.. await crm.All("notes", ct), .. await crm.All("emails", ct)];
        Looked += entries.Length;
        var expected = registrations.Sum(r => Entries(r).Count);
        Expect(entries.Length == expected, $"the CRM's timeline has {entries.Length} entries, not {expected}");
        foreach (var kept in registrations)
        foreach (var key in Entries(kept))
        {
            var own = entries.Where(e => e.EntenteId == key).ToList();
            Expect(own.Count == 1, $"the CRM's timeline has {own.Count} of {key} of {kept.Number}");
            if (own.Count > 0)
                Expect(
                    own[0].Linked.GetValueOrDefault("deals") is [var on] && on == deals.GetValueOrDefault(kept.Number)?.Id,
                    $"{key} of {kept.Number} is not on its deal"
                );
        }
        var statuses = await crm.Values("deals", EntenteFields.RegistrationStatus, ct);
        foreach (var kept in registrations.Where(r => deals.ContainsKey(r.Number)))
        {
            var status = FateOf(kept) is Fate.Withdrawn or Fate.Released ? FateOf(kept).ToString() : "Approved";
            Expect(
                statuses[deals[kept.Number].Id] == status,
                $"the deal of {kept.Number} says {statuses[deals[kept.Number].Id]}, not {status}"
            );
        }
    }

    // The notes and mails about a claim that stand in the CRM, by Entente's ids.
    private List<string> Entries(Registration kept)
    {
        var id = kept.Id.Value.ToString("N");
        List<string> always = [$"note-{id}", $"mail-{id}-approved"];
        var day = kept.ProtectedUntil!.Value.ToString("yyyyMMdd", CultureInfo.InvariantCulture);
        return FateOf(kept) switch
        {
            Fate.Met => [.. always, $"note-{id}-met"],
            Fate.Reminded => [.. always, $"note-{id}-met", $"mail-{id}-protection-14-{day}"],
            Fate.Withdrawn => [.. always, $"note-{id}-withdrawn"],
            Fate.Released => [.. always, $"note-{id}-released", $"mail-{id}-protection-over-{day}"],
            _ => always,
        };
    }

    private Fate FateOf(Registration kept) => claims.FirstOrDefault(c => c.Number == kept.Number)?.Fate ?? Fate.Stays;

    private async Task<Dictionary<string, Held>> Each(string kind, string prefix, List<Registration> registrations, CancellationToken ct)
    {
        var all = await crm.All(kind, ct);
        Looked += all.Count;
        Expect(all.Count == registrations.Count, $"the CRM holds {all.Count} {kind} for {registrations.Count} registrations");
        var byKey = all.ToLookup(h => h.EntenteId ?? "");
        Expect(!byKey[""].Any(), $"{byKey[""].Count()} {kind} have no entente_id");
        var found = new Dictionary<string, Held>();
        foreach (var kept in registrations)
        {
            var own = byKey[$"{prefix}{kept.Id.Value:N}"].ToList();
            Expect(own.Count == 1, $"the CRM holds {own.Count} {kind} of {kept.Number}");
            if (own.Count > 0)
                found[kept.Number] = own[0];
        }
        return found;
    }

    private async Task Mirror(EntenteDb db, CancellationToken ct)
    {
        var accounts = await db.Set<AccountRow>().CountAsync(a => !a.Deleted, ct);
        var written = claims.Count(c => c.Fate is not Fate.Declined);
        Expect(accounts == written, $"the mirror holds {accounts} accounts for {written} registrations");
    }

    private async Task Audit(AuditReader audit, CancellationToken ct)
    {
        const int page = 500;
        var broken = 0;
        for (var (skip, total) = (0, 1); skip < total; skip += page)
        {
            var (rows, all) = await audit.List(new(), skip, page, ct);
            total = all;
            Looked += rows.Count;
            broken += rows.Count(r => r.Proof is not AuditProof.Holds);
        }
        Expect(broken == 0, $"{broken} entries of the audit are not proven by its chain");
        var chain = await audit.Chain(ct);
        Expect(chain.Waiting == 0, $"{chain.Waiting} entries of the audit were never sealed");
    }

    private void Expect(bool holds, string otherwise)
    {
        if (!holds)
            wrong.Add(otherwise);
    }
}
