using Entente.Access.Model;
using Entente.Access.Sso;
using Entente.Platform.Data;
using Entente.Platform.Privacy;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Access.Privacy;

/// <summary>
/// People themselves, their sessions and links. A person is global: who is a member of another workspace keeps address and name there, and only
/// this workspace forgets who they were; anybody else becomes a tombstone with the same id.
/// </summary>
internal sealed class AccessPersonalData(
    EntenteDb db,
    AccessApi access,
    Workspaces workspaces,
    IServiceScopeFactory scopes,
    KnownSubjects subjects,
    TimeProvider clock
) : IPersonalData
{
    private const string Codes = "names of kinds and scopes, keys, digests and ids";

    public string Room => "People";

    public IReadOnlyList<PersonalTable> Tables { get; } =
    [
        new("api_key", "API keys")
        {
            Words = "name",
            Subject = "api_key",
            Stays = "That there was a key, and what it might do.",
            Nothing = [(Codes, "token_hash hint scopes")],
        },
        new("privacy_case", "Requests about people")
        {
            Words = "reason",
            Shown = "opened_at",
            Stays = "That somebody asked, what was done, and when.",
            Nothing = [("closed; emptied by the erasure itself", "closed mark"), ("counts of rows", "counts")],
        },
        new("person", "People") { ByRoom = [("a tombstone takes their place, unless another workspace needs them", "email name")] },
        new("session", "Sessions")
        {
            ByRoom = [("ended and emptied with their person", "token_hash device address")],
            Nothing = [("by which way it began", "by")],
        },
        new("credential", "Second factors") { ByRoom = [("removed with their person", "name secret handle")] },
        new("directory_user", "Users of a directory")
        {
            Groups =
            [
                new()
                {
                    Address = "user_name",
                    Name = "display_name formatted given_name family_name",
                    Details = "title external_id user_name_key",
                },
            ],
            Subject = "directory_user",
            Stays = "That a directory knew somebody. It brings them back if it sends them again.",
        },
        PersonalTable.Of("directory_group", "groups of a directory", "display_name name_key external_id"),
        PersonalTable.Of("directory_token", Codes, "name hint token_hash"),
        PersonalTable.Of("directory_call", "what was wrong with a call, without its values", "fault"),
        PersonalTable.Of("custom_role", "what a role may do and see", "name permissions scope_regions scope_types scope_tiers"),
        PersonalTable.Of("membership", "which partners somebody sees", "scope_regions scope_types scope_tiers"),
        PersonalTable.Of("wrong_code", "a digest, forgotten within a day", "who"),
        PersonalTable.Of("passkey_ceremony", "on the way to signing in; forgotten within minutes", "browser state"),
        PersonalTable.Of(
            "access_link",
            "an address of this site; revoked with the person’s access",
            "token_hash subject_kind next browser"
        ),
        PersonalTable.Of("identity_provider", "about a company’s provider; its secrets are closed", "name domains entity secrets"),
        PersonalTable.Of("safelist_version", "rules, and what changed in them", "json note"),
        PersonalTable.Of("safelist_draft", "rules", "json"),
        PersonalTable.Of("retention_rule", Codes, "kind"),
        new("known_subject", "Accounts at a provider") { ByRoom = [("removed with their person", "subject")] },
        PersonalTable.Of("seen_assertion", Codes, "hash"),
        PersonalTable.Of("spent_puzzle", Codes, "hash"),
        PersonalTable.Of("sso_attempt", "on the way to signing in; forgotten within the hour", "state browser asked verifier next code"),
    ];

    public async Task<string?> Hinders(PersonSought who, CancellationToken ct)
    {
        var owners = await db.Set<Membership>()
            .Where(m => m.Side == MemberSide.Staff && m.StaffRole == StaffRole.Owner && m.Active)
            .Select(m => m.PersonId)
            .ToListAsync(ct);
        return owners.Count > 0 && owners.TrueForAll(o => who.People.Contains(o))
            ? "This person is the only owner of the workspace. Make somebody else an owner first."
            : null;
    }

    public async Task Erase(PersonSought who, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        foreach (var person in who.People)
        {
            await access.Suspend(person, ct);
            (await db.Set<Membership>().SingleAsync(m => m.PersonId == person, ct)).Erase(now);
            var elsewhere = await IsElsewhere(person, ct);
            // Whatever a directory calls them: by their address the row is found, and emptied with the others.
            await db.Write(
                """
                update directory_user d set user_name = p.email from membership m join person p on p.id = m.person_id
                 where d.workspace_id = $2 and m.workspace_id = $2 and m.id = d.membership_id and m.person_id = $1
                """,
                ct,
                person.Value,
                db.Workspace.Value
            );
            // Of somebody who is known elsewhere only the sessions that open this workspace alone.
            await db.Write(
                "update session set ended_at = coalesce(ended_at, $2), device = '', address = null where person_id = $1 and (not $3 or only_in = $4)",
                ct,
                person.Value,
                now.ToUniversalTime(),
                elsewhere,
                db.Workspace.Value
            );
            await db.Write(
                "delete from credential where person_id = $1 and (not $2 or only_in = $3)",
                ct,
                person.Value,
                elsewhere,
                db.Workspace.Value
            );
            await subjects.Forget(person, ct);
            if (!elsewhere)
                await db.Write(
                    "update person set email = 'erased-' || id::text || '@erased.invalid', name = $2 where id = $1",
                    ct,
                    person.Value,
                    ErasedText.Name
                );
        }
    }

    // Memberships lie behind each workspace's own fence: asked one by one, yes or no.
    private async Task<bool> IsElsewhere(PersonId person, CancellationToken ct)
    {
        foreach (var other in (await workspaces.All(ct)).Where(w => w.Id != db.Workspace))
        {
            await using var scope = scopes.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<ActorSlot>().Fill(Actor.System(other.Id));
            var theirs = scope.ServiceProvider.GetRequiredService<EntenteDb>();
            if (await theirs.Set<Membership>().AnyAsync(m => m.PersonId == person && m.ErasedAt == null, ct))
                return true;
        }
        return false;
    }
}
