using Entente.Partners.Model;
using Entente.Platform.Data;
using Entente.Platform.Matching;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Partners.DrawTerritories;

/// <summary>Puts an account on the vendor's list: named to a partner, kept direct, or blocked; or takes it off.</summary>
public sealed class NameAccount(EntenteDb db, Actor actor, TimeProvider clock)
{
    public sealed record Input(string Name, string? Domain, NamedAccountKind Kind, PartnerId? Holder, string Reason);

    public async Task<Result> Run(Input input, CancellationToken ct)
    {
        if (!Rights.MayManage(actor))
            return Refusals.MayNot;
        var (name, key) = (input.Name.Trim(), CompanyName.Of(input.Name).Key);
        var domain = Platform.Matching.Domain.OfCompany(input.Domain)?.Value ?? "";
        // By either of them a claim is found on the list; two who list one company at the same moment meet here.
        await using var held = await db.Hold([$"named-account:{key}", $"named-account:{domain}"], ct);
        if (
            Faults.Of(
                name.Length is 0 or > LongestName
                    ? Problem.Invalid("named_account.name", "name", $"Give the company's name, up to {LongestName} characters.")
                    : null,
                domain.Length == 0 && !string.IsNullOrWhiteSpace(input.Domain)
                    ? Problem.Invalid("named_account.domain", "domain", "Give the company's own web address.")
                    : null,
                Enum.IsDefined(input.Kind) ? null : Problem.Invalid("named_account.kind", "kind", "Choose what holds for it."),
                await Holder(input, ct),
                Reasons.Check(input.Reason),
                await Listed(key, domain, ct)
            ) is
            { } wrong
        )
            return wrong;
        db.Add(NamedAccount.List(name, key, domain, input.Kind, input.Holder, input.Reason.Trim(), clock.GetUtcNow()));
        db.Because(input.Reason.Trim());
        await held.Save(ct);
        return Result.Done;
    }

    /// <summary>From now on the company is like any other.</summary>
    public async Task<Result> Remove(Guid account, CancellationToken ct)
    {
        if (!Rights.MayManage(actor))
            return Refusals.MayNot;
        var id = NamedAccountId.From(account);
        if (await db.Set<NamedAccount>().SingleOrDefaultAsync(n => n.Id == id, ct) is not { } listed)
            return Refusals.NoNamedAccount;
        db.Remove(listed);
        return await Saves.Checked(db, ct);
    }

    private const int LongestName = 200;

    private async Task<Problem?> Holder(Input input, CancellationToken ct)
    {
        if (input.Kind is not NamedAccountKind.Partner)
            return input.Holder is null
                ? null
                : Problem.Invalid("named_account.holder", "holder", "Only an account named to a partner has a holder.");
        var there = input.Holder is { } holder && await db.Set<Partner>().AnyAsync(p => p.PartnerId == holder, ct);
        return there ? null : Problem.Invalid("named_account.holder", "holder", "Choose the partner who holds this account.");
    }

    // Companies of one name with websites of their own are two.
    private async Task<Problem?> Listed(string key, string domain, CancellationToken ct)
    {
        var same = await db.Set<NamedAccount>()
            .Where(n => domain != "" ? n.Domain == domain : n.NameKey == key && key != "" && n.Domain == "")
            .Select(n => n.Name)
            .FirstOrDefaultAsync(ct);
        return same is null ? null : Refusals.AccountListed(domain.Length > 0 ? "domain" : "name", same);
    }
}
