using Entente.Partners.Model;
using Entente.Platform.Data;
using Entente.Platform.Matching;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Partners.DrawTerritories;

/// <summary>Puts an account on the vendor's list: named to a partner, kept direct, or blocked.</summary>
public sealed class NameAccount(EntenteDb db, Actor actor, TimeProvider clock)
{
    public sealed record Input(string Name, string? Domain, NamedAccountKind Kind, PartnerId? Holder, string Reason);

    public async Task<Result> Run(Input input, CancellationToken ct)
    {
        if (!Rights.MayManage(actor))
            return Refusals.MayNot;
        if (input.Name.Trim().Length is 0 or > 200)
            return Problem.Invalid("named_account.name", "name", "Give the company's name, up to 200 characters.");
        if (Reasons.Check(input.Reason) is { } noReason)
            return noReason;
        var domain = Platform.Matching.Domain.OfCompany(input.Domain)?.Value ?? "";
        if (domain.Length == 0 && !string.IsNullOrWhiteSpace(input.Domain))
            return Problem.Invalid("named_account.domain", "domain", "Give the company's own web address.");
        if (await Holder(input, ct) is { } wrongHolder)
            return wrongHolder;

        var key = CompanyName.Of(input.Name).Key;
        db.Add(NamedAccount.List(input.Name.Trim(), key, domain, input.Kind, input.Holder, input.Reason.Trim(), clock.GetUtcNow()));
        await db.Because(input.Reason.Trim()).SaveChangesAsync(ct);
        return Result.Done;
    }

    private async Task<Problem?> Holder(Input input, CancellationToken ct)
    {
        if (input.Kind is not NamedAccountKind.Partner)
            return input.Holder is null
                ? null
                : Problem.Invalid("named_account.holder", "holder", "Only an account named to a partner has a holder.");
        var there = input.Holder is { } holder && await db.Set<Partner>().AnyAsync(p => p.PartnerId == holder, ct);
        return there ? null : Problem.Invalid("named_account.holder", "holder", "Choose the partner who holds this account.");
    }
}
