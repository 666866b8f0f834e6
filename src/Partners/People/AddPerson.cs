using Entente.Access;
using Entente.Partners.Model;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Partners.People;

/// <summary>Someone joins a partner's team, or takes another role in it.</summary>
public sealed class AddPerson(EntenteDb db, Actor actor, AccessApi access)
{
    public sealed record Input(PartnerId Partner, string Email, string Name, PartnerRole Role);

    public async Task<Result<PersonId>> Run(Input input, CancellationToken ct)
    {
        if (!Rights.MayManage(actor))
            return Refusals.MayNot;
        var noRole = Enum.IsDefined(input.Role) ? null : Problem.Invalid("person.role", "role", "Choose a role.");
        if (Faults.Of(AccessApi.WhyNotPerson(input.Email, input.Name), noRole) is { } invalid)
            return invalid;
        if (!await db.Set<Partner>().AnyAsync(p => p.PartnerId == input.Partner, ct))
            return Refusals.NoPartner;

        // A person is global: two who add the same one at once must meet before either looks.
        await using var held = await db.Hold(["person:" + input.Email.Trim().ToLowerInvariant()], ct);
        var added = await access.AddPartnerPerson(input.Partner, input.Email, input.Name, input.Role, ct);
        if (added.Ok)
            await held.Save(ct);
        return added;
    }
}
