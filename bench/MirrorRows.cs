using Entente.Access;
using Entente.Partners;
using Entente.Partners.Create;
using Entente.Platform.Data;
using Entente.Platform.Matching;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Registrations;
using Entente.Registrations.Rules;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Bench;

/// <summary>What stands hold before something is measured, put there by SQL where use cases would take hours.</summary>
internal static class MirrorRows
{
    private const int AtOnce = 50_000;

    /// <summary>Accounts of these names, each with a site of its own: <c>site17.example</c>.</summary>
    public static async Task Accounts(Stand stand, Guid connection, ReadOnlyMemory<string> names)
    {
        for (var from = 0; from < names.Length; from += AtOnce)
        {
            var some = names.Slice(from, Math.Min(AtOnce, names.Length - from)).ToArray();
            await using var command = stand.Database.CreateCommand(
                """
                insert into crm_account (workspace_id, id, connection_id, crm_id, name, name_key, domain, country, is_customer, deleted, changed_at)
                select $1, gen_random_uuid(), $2, n::text, name, key, 'site' || n || '.example', 'Germany', n % 7 = 0, false, now() - interval '1 day'
                  from unnest($3::int[], $4::text[], $5::text[]) as t (n, name, key)
                """
            );
            command.Parameters.Add(new() { Value = stand.Workspace.Id.Value });
            command.Parameters.Add(new() { Value = connection });
            command.Parameters.Add(new() { Value = Enumerable.Range(from, some.Length).ToArray() });
            command.Parameters.Add(new() { Value = some });
            command.Parameters.Add(new() { Value = some.Select(n => CompanyName.Of(n).Key).ToArray() });
            await command.ExecuteNonQueryAsync();
        }
        await stand.Ask("vacuum analyze crm_account");
    }

    /// <summary>A partner that the vendor works with.</summary>
    public static async Task<PartnerId> Partner(Stand stand, string name = "Quarry", string domain = "quarry.example") =>
        (
            await stand.As(
                Actor.System(stand.Workspace.Id),
                s =>
                    s.GetRequiredService<CreatePartner>()
                        .Run(new(name, PartnerType.Reseller, PartnerTier.Select, PartnerStatus.Active, [domain]), default)
            )
        ).Value;

    /// <summary>Somebody of such a partner.</summary>
    public static async Task<Actor> PartnerPerson(Stand stand, string email, string name)
    {
        var partner = await Partner(stand);
        return await stand.As(
            Actor.System(stand.Workspace.Id),
            async s =>
            {
                var access = s.GetRequiredService<AccessApi>();
                var person = await access.AddPartnerPerson(partner, email, name, PartnerRole.Seller);
                await s.GetRequiredService<EntenteDb>().SaveChangesAsync();
                return (await access.PartnerActor(person.Value, partner, Channel.Web, default))!;
            }
        );
    }

    /// <summary>A lead as a partner sends it.</summary>
    public static ClaimInput Lead(string company, string site) =>
        new(RegistrationKind.Lead, company, site, "DE", "R Ashdown", "r@" + site, Consent: true);

    /// <summary>An owner of the workspace.</summary>
    public static async Task<Actor> Staff(Stand stand)
    {
        var person = await stand.As(
            Actor.System(stand.Workspace.Id),
            async s =>
            {
                var added = await s.GetRequiredService<AccessApi>().AddStaff("bench@bench.example", "Bench", StaffRole.Owner);
                await s.GetRequiredService<EntenteDb>().SaveChangesAsync();
                return added.Value;
            }
        );
        return new(stand.Workspace.Id, ActorKind.Staff, Channel.Web, person, Name: "Bench", Permissions: Permissions.Of(StaffRole.Owner));
    }
}
