using Entente.Access.Model;
using Entente.Platform.Data;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Access.Scim.Model;

internal readonly record struct DirectoryGroupId(Guid Value) : ITypedId<DirectoryGroupId>
{
    public static DirectoryGroupId From(Guid value) => new(value);
}

/// <summary>
/// What a directory calls a member. It belongs to the membership: the person is theirs, and perhaps other vendors', and is not the directory's to
/// describe.
/// </summary>
[Subject("directory_user")]
internal sealed class DirectoryUser : Entity
{
    private DirectoryUser() { }

    public MembershipId MembershipId { get; private init; }
    public DirectoryId DirectoryId { get; private init; }
    public string UserName { get; private set; } = "";

    /// <summary>In lower case: names of users are compared without it.</summary>
    public string UserNameKey { get; private set; } = "";
    public string? ExternalId { get; private set; }
    public string? DisplayName { get; private set; }
    public string? GivenName { get; private set; }
    public string? FamilyName { get; private set; }
    public string? Formatted { get; private set; }
    public string? Title { get; private set; }
    public DateTimeOffset CreatedAt { get; private set; }
    public DateTimeOffset ChangedAt { get; private set; }

    /// <summary>Deleted by the directory, to which it is as if it had never been.</summary>
    public DateTimeOffset? DeletedAt { get; private set; }

    public static DirectoryUser Of(MembershipId member, DirectoryId directory, DateTimeOffset now) =>
        new()
        {
            MembershipId = member,
            DirectoryId = directory,
            CreatedAt = now,
        };

    /// <summary>Takes what the directory says, and is there (again).</summary>
    public void Say(UserInput said, DateTimeOffset now)
    {
        if (DeletedAt is not null)
            (DeletedAt, CreatedAt) = (null, now);
        (UserName, UserNameKey, ExternalId) = (said.UserName, said.UserName.ToLowerInvariant(), said.ExternalId);
        (DisplayName, GivenName, FamilyName) = (said.DisplayName, said.GivenName, said.FamilyName);
        (Formatted, Title) = (said.Formatted, said.Title);
        ChangedAt = now;
    }

    public void Delete(DateTimeOffset now) => DeletedAt ??= now;

    public static void Map(ModelBuilder model)
    {
        model.Entity<DirectoryUser>(u =>
        {
            u.HasKey(x => new { x.WorkspaceId, x.MembershipId });
            u.HasIndex(x => new
            {
                x.WorkspaceId,
                x.DirectoryId,
                x.UserNameKey,
            });
        });
        model.Entity<DirectoryGroup>(g =>
        {
            g.HasKey(x => new { x.WorkspaceId, x.Id });
            g.HasIndex(x => new
            {
                x.WorkspaceId,
                x.DirectoryId,
                x.NameKey,
            });
        });
        model.Entity<DirectoryGroupMember>(m =>
        {
            m.HasKey(x => new
            {
                x.WorkspaceId,
                x.GroupId,
                x.MembershipId,
            });
            m.HasIndex(x => new { x.WorkspaceId, x.MembershipId });
        });
    }
}

/// <summary>A group of a directory, and the role that its people have here, if it was given one.</summary>
[Subject("directory_group")]
internal sealed class DirectoryGroup : Entity
{
    private DirectoryGroup() { }

    public DirectoryGroupId Id { get; private init; }
    public DirectoryId DirectoryId { get; private init; }
    public string DisplayName { get; private set; } = "";
    public string NameKey { get; private set; } = "";
    public string? ExternalId { get; private set; }
    public StaffRole? StaffRole { get; private set; }
    public PartnerRole? PartnerRole { get; private set; }
    public DateTimeOffset CreatedAt { get; private init; }
    public DateTimeOffset ChangedAt { get; private set; }

    public static DirectoryGroup Of(DirectoryId directory, DateTimeOffset now) =>
        new()
        {
            Id = Ids.New<DirectoryGroupId>(now),
            DirectoryId = directory,
            CreatedAt = now,
        };

    public void Say(string name, string? externalId, DateTimeOffset now) =>
        (DisplayName, NameKey, ExternalId, ChangedAt) = (name, name.ToLowerInvariant(), externalId, now);

    /// <summary>Its members were changed.</summary>
    public void Touch(DateTimeOffset now) => ChangedAt = now;

    /// <summary>Gives its people a role, or none.</summary>
    public void Mean(GivenRole? role) => (StaffRole, PartnerRole) = (role?.Staff, role?.Partner);
}

/// <summary>Who is in a group of a directory.</summary>
[Subject("directory_group_member")]
internal sealed class DirectoryGroupMember : IWorkspaceOwned
{
    public WorkspaceId WorkspaceId { get; internal set; }
    public DirectoryGroupId GroupId { get; init; }
    public MembershipId MembershipId { get; init; }
}
