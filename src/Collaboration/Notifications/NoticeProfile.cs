using Entente.Access;
using Entente.Collaboration.Notifications.Rules;
using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Collaboration.Notifications;

/// <summary>How one person wants to be told. There is none of who never chose.</summary>
[Subject("notice_profile")]
internal sealed class NoticeProfile : Entity
{
    public PersonId PersonId { get; init; }

    /// <summary>By event, as JSON.</summary>
    public string Choices { get; private set; } = "{}";
    public TimeOnly QuietFrom { get; private set; }
    public TimeOnly QuietTo { get; private set; }

    /// <summary>IANA; empty: the workspace’s.</summary>
    public string Zone { get; private set; } = "";

    public QuietHours Quiet => new(QuietFrom, QuietTo);

    public NoticeChoices Read() => ChoicesJson.Read(Choices);

    public void Choose(NoticeChoices choices) => Choices = ChoicesJson.Write(choices);

    public void Rest(QuietHours quiet, string zone) => (QuietFrom, QuietTo, Zone) = (quiet.From, quiet.To, zone);

    public static void Map(ModelBuilder model) =>
        model.Entity<NoticeProfile>(p =>
        {
            p.HasKey(x => new { x.WorkspaceId, x.PersonId });
            p.Ignore(x => x.Quiet);
            p.Property(x => x.Zone).HasMaxLength(64);
        });
}

/// <summary>What people of a role are told unless they choose otherwise.</summary>
[Subject("notice_default")]
internal sealed class NoticeDefault : Entity
{
    /// <summary><c>staff.Sales</c>, <c>partner.Seller</c>; see <see cref="NoticeRoles"/>.</summary>
    public string Role { get; init; } = "";
    public string Choices { get; private set; } = "{}";

    public NoticeChoices Read() => ChoicesJson.Read(Choices);

    public void Choose(NoticeChoices choices) => Choices = ChoicesJson.Write(choices);

    public static void Map(ModelBuilder model) =>
        model.Entity<NoticeDefault>(d =>
        {
            d.HasKey(x => new { x.WorkspaceId, x.Role });
            d.Property(x => x.Role).HasMaxLength(40);
        });
}

/// <summary>The roles that can have defaults. Own roles of a workspace take those of the built-in role that they are most like.</summary>
internal static class NoticeRoles
{
    public static IReadOnlyList<(string Key, MemberSide Side, string Name)> All { get; } =
    [
        .. Enum.GetValues<StaffRole>().Select(r => (Of(r), MemberSide.Staff, RoleNames.Of(r))),
        .. Enum.GetValues<PartnerRole>()
            .Select(r =>
                (Of(r), MemberSide.Partner, r is PartnerRole.Admin ? RoleNames.Of(r) : "Partner " + RoleNames.Of(r).ToLowerInvariant())
            ),
    ];

    public static string Of(MemberCard member) => member.PartnerRole is { } partner ? Of(partner) : Of(member.ActsLike);

    private static string Of(StaffRole role) => "staff." + role;

    private static string Of(PartnerRole role) => "partner." + role;
}

internal static class ChoicesJson
{
    public static NoticeChoices Read(string json) => new(Json.Read<Dictionary<string, NoticeChoice>>(json));

    public static string Write(NoticeChoices choices) =>
        Json.Write(choices.ByEvent.OrderBy(c => c.Key, StringComparer.Ordinal).ToDictionary());
}
