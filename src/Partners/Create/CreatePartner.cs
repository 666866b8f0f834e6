using Entente.Crm;
using Entente.Partners.Crm;
using Entente.Partners.Model;
using Entente.Partners.Rules;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Partners.Create;

/// <summary>The vendor takes up a partner: its company, its domains, its place in the default program, where it may register.</summary>
public sealed class CreatePartner(
    EntenteDb db,
    Actor actor,
    PartnersApi partners,
    PartnerCompanies companies,
    CrmApi crm,
    TimeProvider clock
)
{
    public async Task<Result<PartnerId>> Run(NewPartner input, CancellationToken ct)
    {
        if (!Rights.MayManage(actor))
            return Refusals.MayNot;
        if (Check(input, out _) is { } invalid)
            return invalid;
        await using var held = await db.Hold(Locks(input), ct);
        var made = await Stage(input, ct);
        if (made.Ok)
            await held.Save(ct);
        return made;
    }

    /// <summary>
    /// What a use case holds around <see cref="Stage"/>: two who enter one partner at the same moment meet at its domains, and the program is made
    /// once, and no company is of two.
    /// </summary>
    public static IEnumerable<string> Locks(NewPartner input) =>
        Domains.Locks(Domains.Read(input.Domains, [])).Append("partner-program").Append(PartnerCompanies.Lock);

    /// <summary>The same for a use case that holds <see cref="Locks"/> already and decides more than this: it saves.</summary>
    public async Task<Result<PartnerId>> Stage(NewPartner input, CancellationToken ct)
    {
        if (!Rights.MayManage(actor))
            return Refusals.MayNot;
        if (Check(input, out var domains) is { } invalid)
            return invalid;
        var now = clock.GetUtcNow();
        if (input.Submission is { } again && await Sent(again, ct) is { } first)
            return first;
        var territories = await db.Set<Territory>()
            .Where(t => (input.Territories ?? Array.Empty<string>()).Contains(t.Name))
            .ToListAsync(ct);
        if (Faults.Of(await Domains.Taken(db, domains, null, ct), Unknown(input, territories), await CompanyTaken(input, ct)) is { } wrong)
            return wrong;

        // Who is the only one with its domain is its company; where several are, a person says which.
        var partner = Partner.Create(input with { Account = input.Account ?? await companies.Sole(domains, ct) }, now);
        db.Add(partner);
        db.AddRange(domains.Select(d => new PartnerDomain { PartnerId = partner.Id, Domain = d }));
        db.AddRange(territories.Select(t => new PartnerTerritory { PartnerId = partner.Id, TerritoryId = t.Id }));
        db.Add(Enrollment.Of(partner, await DefaultProgram(now, ct), input.Tier, now));
        await partners.Described(partner, input.Tier, ct);
        return partner.Id;
    }

    private async Task<Problem?> CompanyTaken(NewPartner input, CancellationToken ct) =>
        input.Account is { } given && (await crm.Accounts([given], ct)).SingleOrDefault() is { } account
            ? await companies.Taken(account, null, "account", ct)
            : null;

    private Task<PartnerId?> Sent(Guid submission, CancellationToken ct) =>
        db.Set<Partner>().Where(p => p.SubmissionId == submission).Select(p => (PartnerId?)p.PartnerId).SingleOrDefaultAsync(ct);

    private static Problem? Check(NewPartner input, out IReadOnlyList<string> domains)
    {
        var wrong = Described.Faults(input.Name, input.Region, input.Type, input.Tier);
        if (!Lifecycle.MayStart(input.Status))
            wrong["status"] = "A partner starts as a prospect, evaluating, onboarding, active or at risk.";
        domains = Domains.Read(input.Domains, wrong);
        return wrong.Count == 0 ? null : Problem.Invalid("partner.invalid", "Please check the marked fields.", wrong);
    }

    private static Problem? Unknown(NewPartner input, List<Territory> found)
    {
        var names = found.Select(t => t.Name).ToHashSet(StringComparer.Ordinal);
        var missing = (input.Territories ?? []).FirstOrDefault(t => !names.Contains(t));
        return missing is null ? null : Refusals.NoTerritory(missing);
    }

    private async Task<Program> DefaultProgram(DateTimeOffset now, CancellationToken ct)
    {
        if (await db.Set<Program>().SingleOrDefaultAsync(p => p.IsDefault, ct) is { } present)
            return present;
        var made = Program.Default(now);
        db.Add(made);
        return made;
    }
}
