using Entente.Access;
using Entente.Crm;
using Entente.Partners.Crm;
using Entente.Partners.Model;
using Entente.Partners.Rules;
using Entente.Partners.Step;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Partners.Edit;

/// <summary>Staff mend what is known of a partner, in one save; another status or tier needs a reason, as everywhere.</summary>
public sealed class EditPartner(
    EntenteDb db,
    Actor actor,
    AccessApi access,
    PartnersApi partners,
    PartnerCompanies companies,
    LeavingChecks checks,
    TimeProvider clock
)
{
    /// <param name="Version">Of the partner on the page that was looked at.</param>
    /// <param name="SeenTier">The tier on that page: it is kept by the enrollment.</param>
    /// <param name="Domains">Web addresses, hosts or mail addresses; reduced to registrable domains. Those left out are given up.</param>
    /// <param name="Account">Its own company in the CRM; null: none of it.</param>
    /// <param name="AccountAddress">The same by the CRM's id or by the address of its page; goes before <paramref name="Account"/>.</param>
    /// <param name="Territories">Names; empty: it may register anywhere.</param>
    /// <param name="Reason">Of another status or tier.</param>
    public sealed record Input(
        PartnerId Partner,
        int Version,
        PartnerTier SeenTier,
        string Name,
        PartnerType Type,
        PartnerTier Tier,
        PartnerStatus Status,
        string Region,
        PersonId? Manager,
        IReadOnlyList<string> Domains,
        AccountId? Account,
        string? AccountAddress,
        IReadOnlyList<string> Territories,
        string? Reason
    );

    public async Task<Result> Run(Input input, CancellationToken ct)
    {
        if (!Rights.MayManage(actor))
            return Refusals.MayNot;
        var wrong = Check(input, out var domains);

        await using var held = await db.Hold(
            [.. Entente.Partners.Domains.Locks(domains), $"partner:{input.Partner.Value:N}", PartnerCompanies.Lock],
            ct
        );
        var program = db.Set<Program>().Where(p => p.IsDefault).Select(p => p.Id);
        if (
            await db.Set<Partner>().SingleOrDefaultAsync(p => p.PartnerId == input.Partner, ct) is not { } partner
            || await db.Set<Enrollment>().SingleOrDefaultAsync(e => e.PartnerId == input.Partner && program.Contains(e.ProgramId), ct)
                is not { } enrollment
        )
            return Refusals.NoPartner;
        if (partner.Version != input.Version || enrollment.Tier != input.SeenTier)
            return Refusals.Stale;
        var territories = await db.Set<Territory>().Where(t => input.Territories.Contains(t.Name)).ToListAsync(ct);
        var (company, wrongCompany) = await companies.Chosen(input.Account, input.AccountAddress, partner.Account, partner.Id, ct);
        var (moves, placed) = (partner.Status != input.Status, enrollment.Tier != input.Tier);
        if (
            Faults.Of(
                wrong,
                moves ? await Misstep(partner, input.Status, ct) : null,
                await Entente.Partners.Domains.Taken(db, domains, partner.Id, ct),
                wrongCompany,
                Unknown(input, territories),
                moves || placed ? Reasons.Check(input.Reason) : null
            ) is
            { } invalid
        )
            return invalid;

        var now = clock.GetUtcNow();
        var (retyped, left) = (partner.Type != input.Type, partner.Account);
        var named = partner.Manager != input.Manager || partner.ProposedManager is not null;
        partner.Describe(input.Name, input.Type, input.Region, input.Manager);
        var gained = await Keep(partner.Id, domains, ct);
        if (company != partner.Account || partner.ContestedCompany is not null)
            partner.Belongs(company);
        else if (gained && company is null && !partner.CompanySettled && await companies.Sole(domains, ct) is { } sole)
            partner.TakeCompany(sole);
        if (left != partner.Account)
            await partners.Left(partner, left, ct);
        if (retyped || placed || left != partner.Account)
            await partners.Described(partner, input.Tier, ct);
        if (named && partner.Manager is { } manager)
            await partners.Managed(partner, manager, ct);
        await Bind(partner.Id, territories, ct);
        if (moves)
            db.Add(partner.Become(input.Status, input.Reason!.Trim(), actor.Person, now));
        if (moves && input.Status is PartnerStatus.Ended)
            await Leaving.TakeAccess(db, access, partner.Id, now, ct);
        if (placed)
            db.Add(enrollment.Place(input.Tier, input.Reason!.Trim(), actor.Person, now));
        if (moves || placed)
            db.Because(input.Reason!.Trim());
        await held.Save(ct);
        return Result.Done;
    }

    // Here nothing says what is open, so nothing is ended over it either.
    private async Task<Problem?> Misstep(Partner partner, PartnerStatus next, CancellationToken ct)
    {
        if (!Enum.IsDefined(next))
            return null;
        if (!Lifecycle.MayFollow(partner.Status, next))
            return Refusals.NotNext(partner.Status, next);
        return next is PartnerStatus.Ended && await checks.Of(partner.Id, ct) is var lines && StillOpen.Any(lines)
            ? Refusals.StillOpenElsewhere(StillOpen.Words(lines))
            : null;
    }

    private static Problem? Check(Input input, out IReadOnlyList<string> domains)
    {
        var wrong = Described.Faults(input.Name, input.Region, input.Type, input.Tier);
        if (!Enum.IsDefined(input.Status))
            wrong["status"] = "Choose a status.";
        domains = Entente.Partners.Domains.Read(input.Domains, wrong);
        return wrong.Count == 0 ? null : Problem.Invalid("partner.invalid", "Please check the marked fields.", wrong);
    }

    private static Problem? Unknown(Input input, List<Territory> found) =>
        input.Territories.FirstOrDefault(t => !found.Exists(f => f.Name == t)) is { } missing ? Refusals.NoTerritory(missing) : null;

    /// <returns>Whether it has one that it did not have.</returns>
    private async Task<bool> Keep(PartnerId partner, IReadOnlyList<string> domains, CancellationToken ct)
    {
        var present = await db.Set<PartnerDomain>().Where(d => d.PartnerId == partner).ToListAsync(ct);
        db.RemoveRange(present.Where(d => !domains.Contains(d.Domain)));
        var gained = domains.Except(present.Select(d => d.Domain), StringComparer.Ordinal).ToList();
        db.AddRange(gained.Select(d => new PartnerDomain { PartnerId = partner, Domain = d }));
        return gained.Count > 0;
    }

    private async Task Bind(PartnerId partner, List<Territory> territories, CancellationToken ct)
    {
        var present = await db.Set<PartnerTerritory>().Where(t => t.PartnerId == partner).ToListAsync(ct);
        db.RemoveRange(present.Where(t => !territories.Exists(n => n.Id == t.TerritoryId)));
        db.AddRange(
            territories
                .Where(n => !present.Exists(t => t.TerritoryId == n.Id))
                .Select(n => new PartnerTerritory { PartnerId = partner, TerritoryId = n.Id })
        );
    }
}
