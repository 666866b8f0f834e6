using Entente.Access;
using Entente.Platform.Values;
using Entente.Registrations.Rules;
using FsCheck;
using FsCheck.Fluent;

namespace Entente.Rules.Registrations.Policies;

public sealed class ApprovalRouteTest
{
    private static readonly DateTimeOffset Began = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    private static readonly StaffRole[] Roles = [StaffRole.PartnerManager, StaffRole.Sales, StaffRole.Finance, StaffRole.RevOps];

    private static readonly SigningAs[] People = [.. Roles.SelectMany((role, i) => new[] { Person(2 * i, role), Person(2 * i + 1, role) })];

    private static readonly Gen<Signer> Signers = Gen.OneOf(
        Gen.Elements(Roles).Select(r => new Signer(r)),
        Gen.Elements(People).Select(p => new Signer(Email: p.Email)),
        Gen.Constant(Signer.Manager)
    );

    private static readonly Gen<IReadOnlyList<ApprovalStep>> Routes = (
        from keys in Signers.ListOf().Where(s => s.Count is > 0 and < 7)
        from cuts in Gen.Choose(1, 3)
        from hours in Gen.Elements<int?>(null, 1, 24)
        select keys.DistinctBy(k => k.Key).Chunk(cuts).Select(c => new ApprovalStep(c, hours)).ToList()
    ).Select(l => (IReadOnlyList<ApprovalStep>)l);

    /// <summary>Whoever turns up in this order signs what they may.</summary>
    private static (ApprovalRoute Route, List<GivenSignature> Given) Signed(IReadOnlyList<ApprovalStep> steps, IEnumerable<int> order)
    {
        var given = new List<GivenSignature>();
        foreach (var (who, n) in order.Select((w, n) => (People[w % People.Length], n)))
            if (ApprovalRoute.Of(steps, given, Began).TurnOf(who, []) is { } turn)
                given.Add(new(turn.Step, turn.Signer.Key, who.Id, Began.AddMinutes(n + 1)));
        return (ApprovalRoute.Of(steps, given, Began), given);
    }

    private static readonly Gen<int[]> Orders = Gen.Choose(0, 7).ArrayOf();

    [Fact]
    public void It_is_complete_when_everybody_asked_has_signed_and_not_before() =>
        Prop.ForAll(
                Routes.ToArbitrary(),
                Orders.ToArbitrary(),
                (steps, order) =>
                {
                    var (route, given) = Signed(steps, order);
                    var asked = steps.SelectMany((s, i) => s.Signers.Select(x => (i, x.Key))).ToHashSet();
                    return route.Complete == asked.SetEquals(given.Select(g => (g.Step, g.Signer)))
                        && route.Complete == (route.Missing.Count == 0)
                        && route.IsLast == (asked.Count - given.Count == 1);
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Nobody_signs_twice_and_no_step_begins_before_the_one_in_front_of_it_is_signed() =>
        Prop.ForAll(
                Routes.ToArbitrary(),
                Orders.ToArbitrary(),
                (steps, order) =>
                {
                    var given = Signed(steps, order).Given;
                    return given.DistinctBy(g => g.By).Count() == given.Count
                        && given.Zip(given.Skip(1)).All(p => p.First.Step <= p.Second.Step)
                        && given.All(g =>
                            People.Single(p => p.Id == g.By) is var who && steps[g.Step].Signers.Any(s => s.Key == g.Signer && who.Is(s))
                        );
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void The_order_in_which_signatures_are_listed_changes_nothing() =>
        Prop.ForAll(
                Routes.ToArbitrary(),
                Orders.ToArbitrary(),
                Gen.Choose(0, 1000).ToArbitrary(),
                (steps, order, seed) =>
                {
                    var (route, given) = Signed(steps, order);
                    var shuffled = given.OrderBy(g => HashCode.Combine(g.By, seed)).ToList();
                    var again = ApprovalRoute.Of(steps, shuffled, Began);
                    return (again.Step, again.Since) == (route.Step, route.Since)
                        && again.Missing.SequenceEqual(route.Missing)
                        && again.Given.SequenceEqual(route.Given);
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void A_signature_given_for_a_later_step_or_for_nobody_who_is_asked_does_not_count()
    {
        IReadOnlyList<ApprovalStep> steps = [new([new(StaffRole.Sales)]), new([new(StaffRole.Finance)])];
        GivenSignature[] given = [new(1, "role:Finance", People[4].Id, Began), new(0, "role:RevOps", People[6].Id, Began)];

        var route = ApprovalRoute.Of(steps, given, Began);

        (route.Step, route.WaitsFor, route.Given.Count).ShouldBe((0, "Sales", 0));
    }

    [Fact]
    public void Whoever_stands_in_signs_for_the_one_who_is_away_but_not_on_top_of_their_own_signature()
    {
        IReadOnlyList<ApprovalStep> steps = [new([new(StaffRole.Sales), new(StaffRole.Finance)])];
        var (sales, finance) = (People[2], People[4]);
        var route = ApprovalRoute.Of(steps, [], Began);

        route.TurnOf(sales, [finance]).ShouldBe(new(0, new(StaffRole.Sales), null), "one's own comes first");
        route.TurnOf(People[0], [finance]).ShouldBe(new(0, new(StaffRole.Finance), finance.Id));
        ApprovalRoute.Of(steps, [new(0, "role:Sales", sales.Id, Began)], Began).TurnOf(sales, [finance]).ShouldBeNull();
    }

    [Fact]
    public void An_owner_may_sign_in_everybodys_place_once()
    {
        var owner = Person(9, StaffRole.Owner);
        IReadOnlyList<ApprovalStep> steps = [new([new(StaffRole.Sales)]), new([new(StaffRole.Finance)])];

        ApprovalRoute.Of(steps, [], Began).TurnOf(owner, []).ShouldBe(new(0, new(StaffRole.Sales), null));
        ApprovalRoute.Of(steps, [new(0, "role:Sales", owner.Id, Began)], Began).TurnOf(owner, []).ShouldBeNull();
    }

    [Fact]
    public void What_is_written_is_read_again_the_same() =>
        Prop.ForAll(
                Routes.ToArbitrary(),
                steps =>
                {
                    var read = ApprovalText.Read(ApprovalText.Lines(steps), out var fault);
                    return fault is null
                        && read.Count == steps.Count
                        && read.Zip(steps).All(p => p.First.Hours == p.Second.Hours && p.First.Signers.SequenceEqual(p.Second.Signers));
                }
            )
            .QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("The wizard", "“The wizard” is nobody who could sign.")]
    [InlineData("Finance and Auditor", "“Auditor” is nobody who could sign.")]
    [InlineData("Finance within a while", "“within a while” cannot be read.")]
    public void What_cannot_be_read_is_named(string typed, string said)
    {
        ApprovalText.Read(typed, out var fault).ShouldBeEmpty();
        fault!.ShouldContain(said);
    }

    [Fact]
    public void Any_text_is_read_or_refused_with_a_sentence() =>
        Prop.ForAll<string>(typed => ApprovalText.Read(typed, out var fault).Count == 0 || fault is null).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("Finance\nfinance", "Finance would sign twice.")]
    [InlineData("Finance within 999 hours", "between 1 and 480 hours for a step")]
    [InlineData("a@b.c\nb@b.c\nc@b.c\nd@b.c\ne@b.c\nf@b.c", "up to 5 steps")]
    public void A_route_that_cannot_work_is_refused_when_it_is_published(string typed, string said) =>
        Wrong(new("Big", Scope.Any) { Route = ApprovalText.Read(typed, out _) }).ShouldContain(said);

    [Fact]
    public void Signatures_and_an_approval_without_a_person_contradict_each_other() =>
        Wrong(new("Big", Scope.Any) { Route = [new([Signer.Manager])], AutoApprove = new(true) })
            .ShouldContain("asks for signatures and approves without a person");

    [Fact]
    public void A_claim_that_people_must_sign_is_never_approved_by_the_policy() =>
        Prop.ForAll(
                Draw.Facts.ToArbitrary(),
                facts =>
                {
                    var policy = Policy.Default with
                    {
                        Rules =
                        [
                            new("Signed", Scope.Any) { Route = [new([Signer.Manager])] },
                            new("By itself", Scope.Any) { AutoApprove = new(true) },
                        ],
                    };
                    var moment = new VerdictMoment(Draw.Now, Draw.Now, Draw.Now, null, "Europe/London");
                    return ClaimVerdict.Of(facts, policy, 1, moment).Automatic is not AutomaticOutcome.Approve;
                }
            )
            .QuickCheckThrowOnFailure();

    private static string Wrong(PolicyRule rule) => PolicyCheck.Wrong(Policy.Default with { Rules = [rule] })[PolicyCheck.OfRule(0)];

    private static SigningAs Person(int n, StaffRole role) =>
        new(new PersonId(new Guid(n + 1, 0, 0, new byte[8])), $"p{n}@corvane.example", role, n == 0);
}
