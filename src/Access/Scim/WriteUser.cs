using Entente.Access.Model;
using Entente.Access.Scim.Model;
using Entente.Platform.Data;
using Entente.Platform.Mail;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Access.Scim;

/// <summary>
/// What a directory may do to people. It makes and ends memberships of its own side; the person behind one is theirs: their name and address are
/// only changed where no other vendor knows them. The last owner stays, whom somebody took off by hand stays off.
/// </summary>
internal sealed class WriteUser(
    EntenteDb db,
    AccessApi access,
    OtherWorkspaces others,
    GiveRoles roles,
    MailQueue mails,
    Workspaces workspaces,
    TimeProvider clock
)
{
    /// <summary>Makes a member and saves. An address or name that is known here answers <c>uniqueness</c>, whoever has it.</summary>
    public async Task<Result<MembershipId>> Create(DirectoryVisit directory, UserInput input, CancellationToken ct)
    {
        await using var held = await db.Hold([ScimUsers.Lock(directory), "person:" + input.Email], ct);
        var now = clock.GetUtcNow();
        var person = await db.Set<Person>().SingleOrDefaultAsync(p => p.Email == input.Email, ct);
        var member = person is null ? null : await db.Set<Membership>().SingleOrDefaultAsync(m => m.PersonId == person.Id, ct);
        var said = member is null ? null : await db.Set<DirectoryUser>().SingleOrDefaultAsync(u => u.MembershipId == member.Id, ct);
        // Whom this very directory deleted may come again; everybody else who is known is known already.
        if (member is not null && (said is not { DeletedAt: not null } || said.DirectoryId != directory.Id))
            return ScimFaults.Taken("There is somebody with this mail address here.");
        if (await NameTaken(directory, input, member?.Id, ct))
            return ScimFaults.Taken("There is somebody with this userName in this directory.");
        if (member is { Active: false, SuspendedFor: not AccessEnd.Directory } && input.Active)
            return ByHand;

        if (person is null)
            db.Add(person = Person.Of(input.Email, input.Name, now));
        var role = (await db.Set<PeopleDirectory>().SingleAsync(d => d.Id == directory.Id, ct)).Otherwise;
        if (member is null)
            db.Add(
                member = directory.Partner is { } partner
                    ? Membership.Partner(person.Id, partner, role.Partner!.Value, now)
                    : Membership.Staff(person.Id, role.Staff!.Value, now)
            );
        else if (input.Active)
        {
            member.Restore(now);
            Give(member, role);
        }
        if (said is null)
            db.Add(said = DirectoryUser.Of(member.Id, directory.Id, now));
        said.Say(input, now);
        if (!input.Active)
            member.Suspend(AccessEnd.Directory, now);
        await held.Save(ct);
        return member.Id;
    }

    /// <summary>Stages everything that differs from what the directory says now; the caller saves.</summary>
    public async Task<Result> Change(DirectoryVisit directory, MembershipId id, UserInput input, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var member = await db.Set<Membership>().SingleAsync(m => m.Id == id, ct);
        var person = await db.Set<Person>().SingleAsync(p => p.Id == member.PersonId, ct);
        if (await NameTaken(directory, input, id, ct))
            return ScimFaults.Taken("There is somebody with this userName in this directory.");
        if (await Describe(person, input, ct) is { } fault)
            return fault;
        if (input.Active && !member.Active)
        {
            if (member.SuspendedFor is AccessEnd.Removed or null)
                return ByHand;
            member.Restore(now);
            await roles.To(directory, [id], ct: ct);
        }
        else if (!input.Active && member.Active && await End(member, ct) is { } refused)
            return refused;

        var said = await db.Set<DirectoryUser>().SingleOrDefaultAsync(u => u.MembershipId == id, ct);
        if (said is null)
            db.Add(said = DirectoryUser.Of(id, directory.Id, now));
        said.Say(input, now);
        return Result.Done;
    }

    /// <summary>Stages the end of a member; to the directory they are gone.</summary>
    public async Task<Result> Delete(DirectoryVisit directory, MembershipId id, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var member = await db.Set<Membership>().SingleAsync(m => m.Id == id, ct);
        if (member.Active && await End(member, ct) is { } refused)
            return refused;
        var said = await db.Set<DirectoryUser>().SingleOrDefaultAsync(u => u.MembershipId == id, ct);
        if (said is null)
        {
            var email = await db.Set<Person>().Where(p => p.Id == member.PersonId).Select(p => p.Email).SingleAsync(ct);
            db.Add(said = DirectoryUser.Of(id, directory.Id, now));
            said.Say(new(email, email, null, null, null, null, null, null, false), now);
        }
        said.Delete(now);
        foreach (var group in await db.Set<DirectoryGroupMember>().Where(m => m.MembershipId == id).ToListAsync(ct))
            db.Remove(group);
        return Result.Done;
    }

    /// <summary>Gives the role that somebody's groups come to; an owner stays one, whoever rests stays at rest.</summary>
    public static void Give(Membership member, GivenRole role)
    {
        if (!member.Active || member.StaffRole is StaffRole.Owner)
            return;
        if (role.Staff is { } staff && member.StaffRole != staff)
            member.Become(staff);
        else if (role.Partner is { } partner && member.PartnerRole != partner)
            member.Become(partner);
    }

    private static Problem ByHand => ScimFaults.MayNot("Somebody took this person off the team by hand. Only by hand do they come back.");

    private async Task<Problem?> End(Membership member, CancellationToken ct)
    {
        if (
            member.StaffRole is StaffRole.Owner
            && !await db.Set<Membership>().AnyAsync(m => m.StaffRole == StaffRole.Owner && m.Active && m.Id != member.Id, ct)
        )
            return ScimFaults.MayNot("This is the last owner of the workspace. Make somebody else an owner first.");
        await access.Suspend(member.PersonId, ct, AccessEnd.Directory);
        return null;
    }

    // What another vendor relies on is not this directory's to change. Its own words for the person are kept apart, and answered to it alone.
    private async Task<Problem?> Describe(Person person, UserInput input, CancellationToken ct)
    {
        if (person.Email == input.Email && person.Name == input.Name)
            return null;
        var elsewhere = await others.Knows(person.Id, db.Workspace, ct);
        if (person.Email == input.Email)
        {
            if (!elsewhere)
                person.Become(input.Email, input.Name);
            return null;
        }
        if (await db.Set<Person>().AnyAsync(p => p.Email == input.Email, ct))
            return ScimFaults.Taken("There is somebody with this mail address already.");
        if (elsewhere)
            return ScimFaults.Mutability("This person’s mail address also opens other doors than yours. They change it themselves.");
        await TellOldAddress(person, input.Email, ct);
        person.Become(input.Email, input.Name);
        await access.Cut(person.Id, ct);
        return null;
    }

    private async Task TellOldAddress(Person person, string email, CancellationToken ct)
    {
        var workspace = await workspaces.Get(db.Workspace, ct);
        await mails.Stage(
            new(
                Once: $"address-changed:{person.Id.Value:N}:{email}",
                About: new("person", person.Id.Value),
                person.Id,
                person.Email,
                person.Name,
                Subject: $"You now sign in to {workspace.Name} with another address",
                Verdict: "Your sign-in address was changed",
                Paragraphs:
                [
                    $"Your company’s directory gave us {email} instead of this address. You are signed out; sign in with the new one.",
                    "If that is wrong, tell whoever looks after accounts in your company.",
                ],
                Facts: [],
                Button: null,
                Why: "You get this because this was your sign-in address."
            ),
            ct
        );
    }

    private Task<bool> NameTaken(DirectoryVisit directory, UserInput input, MembershipId? but, CancellationToken ct)
    {
        var key = input.UserName.ToLowerInvariant();
        var except = but ?? default;
        return db.Set<DirectoryUser>()
            .AnyAsync(u => u.DirectoryId == directory.Id && u.UserNameKey == key && u.DeletedAt == null && u.MembershipId != except, ct);
    }
}
