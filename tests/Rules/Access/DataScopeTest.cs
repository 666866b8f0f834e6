using Entente.Access;
using Entente.Access.Rules;
using Entente.Platform.Values;
using FsCheck;
using FsCheck.Fluent;

namespace Entente.Rules.Access;

/// <summary>Which partners a data scope leaves, and who may give which rights.</summary>
public sealed class DataScopeTest
{
    private static readonly string[] Regions = ["EMEA", "APAC", ""];
    private static readonly string[] Types = ["Reseller", "Msp"];
    private static readonly string[] Tiers = ["Select", "Elite"];
    private static readonly PersonId Me = new(Guid.Parse("11111111-1111-1111-1111-111111111111"));
    private static readonly PersonId Other = new(Guid.Parse("22222222-2222-2222-2222-222222222222"));

    private static IReadOnlyList<ScopedPartner> Partners { get; } =
    [
        .. from region in Regions
        from type in Types
        from tier in Tiers
        from manager in new PersonId?[] { Me, Other, null }
        select new ScopedPartner(Ids.New<PartnerId>(DateTimeOffset.UnixEpoch), type, tier, region, manager),
    ];

    [Fact]
    public void Every_part_narrows_and_none_widens() =>
        Prop.ForAll<byte>(
                (which) =>
                {
                    var scope = Of(which);

                    var left = Partners.Where(p => scope.Covers(p, Me)).ToList();

                    left.ShouldBe(
                        Partners.Where(p =>
                            (scope.Regions.Count == 0 || scope.Regions.Contains(p.Region))
                            && (scope.Types.Count == 0 || scope.Types.Contains(p.Type))
                            && (scope.Tiers.Count == 0 || scope.Tiers.Contains(p.Tier))
                            && (!scope.OwnPartners || p.Manager == Me)
                        )
                    );
                    foreach (
                        var narrower in new[]
                        {
                            scope with
                            {
                                OwnPartners = true,
                            },
                            scope with
                            {
                                Regions = ["EMEA"],
                            },
                            scope with
                            {
                                Tiers = ["Elite"],
                            },
                        }
                    )
                        if (
                            narrower.Regions.All(r => scope.Regions.Count == 0 || scope.Regions.Contains(r))
                            && narrower.Tiers.All(t => scope.Tiers.Count == 0 || scope.Tiers.Contains(t))
                        )
                            Partners.Where(p => narrower.Covers(p, Me)).Except(left).ShouldBeEmpty();
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Two_scopes_leave_what_both_cover_in_either_order() =>
        Prop.ForAll<byte, byte>(
                (one, two) =>
                {
                    var (a, b) = (Of(one), Of(two));

                    var left = DataScope.Left([a, b], Partners, Me);

                    left.ShouldBe(DataScope.Left([b, a], Partners, Me));
                    if (a.IsEverything && b.IsEverything)
                        left.ShouldBeNull();
                    else
                        left.ShouldBe(Partners.Where(p => a.Covers(p, Me) && b.Covers(p, Me)).Select(p => p.Id));
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void A_scope_that_covers_nothing_leaves_nothing_and_not_everything() =>
        DataScope.Left([new(["Nowhere"], [], [], false)], Partners, Me).ShouldNotBeNull().ShouldBeEmpty();

    [Fact]
    public void Only_what_can_be_narrowed_is_listed_and_every_permission_has_its_sentence()
    {
        Permissions.Narrowable.ShouldBeSubsetOf(Permissions.All);
        PermissionWords.All.Select(p => p.Name).Order().ShouldBe(Permissions.All.Order());
        PermissionWords.All.ShouldAllBe(p => p.Sentence.Length > 10 && p.Group.Length > 0);
        PartnerRights.Of(PartnerRole.Viewer).ShouldBeEmpty();
        PartnerRights.Of(PartnerRole.Admin).Order().ShouldBe(PartnerRights.All.Select(r => r.Right).Order());
    }

    [Fact]
    public void Nobody_gives_what_they_lack() =>
        Prop.ForAll<int, int>(
                (mine, given) =>
                {
                    var (have, wants) = (Some(mine), Some(given));

                    (Granting.Lacks(have, wants) is null).ShouldBe(wants.All(have.Contains));
                    (Granting.Above(have, wants) is null).ShouldBe(wants.All(have.Contains));
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void An_owner_and_an_admin_always_stay() =>
        Prop.ForAll<bool, bool, byte>(
                (was, stays, others) =>
                {
                    (Granting.LastOwner(was, stays, others) is not null).ShouldBe(was && !stays && others == 0);
                    (Granting.LastAdmin(was, stays, others) is not null).ShouldBe(was && !stays && others == 0);
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Only_an_owner_makes_or_unmakes_owners() =>
        Prop.ForAll<bool, bool, bool>(
                (isOwner, was, becomes) =>
                {
                    (Granting.Ownership(isOwner, was, becomes) is null).ShouldBe(isOwner || was == becomes);
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void The_change_of_a_role_leads_from_what_was_to_what_is() =>
        Prop.ForAll<int, int, (byte Was, byte Now)>(
                (before, after, scope) =>
                {
                    var (was, now) = scope;
                    var (old, fresh) = (new RoleText("A", [.. Some(before)], Of(was)), new RoleText("A", [.. Some(after)], Of(now)));

                    var change = RoleChange.Between(old, fresh);

                    old.Permissions.Except(change.Removed).Concat(change.Added).Order().ShouldBe(fresh.Permissions.Order());
                    (change.Scope is null).ShouldBe(old.Scope.Same(fresh.Scope));
                    change.IsNone.ShouldBe(old.Permissions.Order().SequenceEqual(fresh.Permissions.Order()) && old.Scope.Same(fresh.Scope));
                    change.Lost.ShouldBe(
                        fresh.Scope.IsEverything ? [] : fresh.Permissions.Except(Permissions.Narrowable).Order(StringComparer.Ordinal)
                    );
                }
            )
            .QuickCheckThrowOnFailure();

    private static HashSet<string> Some(int bits) =>
        [.. Permissions.All.Order(StringComparer.Ordinal).Where((_, i) => (bits >> i & 1) == 1)];

    private static DataScope Of(byte bits) =>
        new(
            [.. Regions.Where((_, i) => (bits >> i & 1) == 1)],
            [.. Types.Where((_, i) => (bits >> (3 + i) & 1) == 1)],
            [.. Tiers.Where((_, i) => (bits >> (5 + i) & 1) == 1)],
            (bits >> 7 & 1) == 1
        );
}
