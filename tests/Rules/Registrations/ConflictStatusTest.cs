using Entente.Partners;
using Entente.Platform.Values;
using Entente.Registrations.Rules;
using FsCheck;
using FsCheck.Fluent;

namespace Entente.Rules.Registrations;

public sealed class ConflictStatusTest
{
    private static readonly DateTimeOffset Now = new(2026, 3, 12, 10, 20, 0, TimeSpan.Zero);
    private static readonly PartnerId Us = Ids.New<PartnerId>(Now);
    private static readonly PartnerId Them = Ids.New<PartnerId>(Now.AddDays(-1));

    [Theory]
    [InlineData(RegistrationState.InReview, "risk")]
    [InlineData(RegistrationState.NeedsInfo, "risk")]
    [InlineData(RegistrationState.Converted, "resolved")]
    [InlineData(RegistrationState.Lost, "resolved")]
    public void Somebody_who_still_waits_keeps_it_open(RegistrationState theirs, string status) =>
        ConflictStatus.Of(Facts(Rival(Them, theirs)), contested: true).ShouldBe(status);

    [Fact]
    public void Nobody_else_is_no_conflict_and_our_own_other_claims_are_none()
    {
        ConflictStatus.Of(Facts(), contested: false).ShouldBe("none");
        ConflictStatus.Of(Facts(Rival(Us, RegistrationState.InReview)), contested: false).ShouldBe("none");
        ConflictStatus.Others(Facts(Rival(Us, RegistrationState.Converted)), waits: true).ShouldBeEmpty();
    }

    [Fact]
    public void A_claim_that_comes_opens_the_conflict_on_their_deal_and_its_refusal_settles_it()
    {
        var theirs = Rival(Them, RegistrationState.Converted, ProtectionState.Active);

        ConflictStatus.Others(Facts(theirs), waits: true).ShouldHaveSingleItem().Status.ShouldBe("risk");
        ConflictStatus.Others(Facts(theirs), waits: false).ShouldHaveSingleItem().Status.ShouldBe("resolved");
        var third = Rival(Ids.New<PartnerId>(Now.AddDays(-5)), RegistrationState.InReview);
        ConflictStatus.Others(Facts(theirs, third), waits: false).ShouldHaveSingleItem().Status.ShouldBe("risk", "another one still waits");
    }

    [Fact]
    public void Whoever_claims_only_standing_deals_of_others_are_told_and_never_that_there_is_none() =>
        Prop.ForAll(
                ArbMap.Default.ArbFor<(RegistrationState State, ProtectionState Protection, bool Own)[]>(),
                ArbMap.Default.ArbFor<bool>(),
                (claims, waits) =>
                {
                    var facts = Facts([.. claims.Select(c => Rival(c.Own ? Us : Them, c.State, c.Protection))]);
                    var told = ConflictStatus.Others(facts, waits).ToList();
                    told.ShouldAllBe(t => t.Claim.PartnerId == Them && t.Claim.Stands && !t.Claim.State.IsUndecided());
                    told.ShouldAllBe(t => t.Status != ConflictStatus.None);
                    if (waits)
                        told.ShouldAllBe(t => t.Status == ConflictStatus.Open);
                    return true;
                }
            )
            .QuickCheckThrowOnFailure();

    private static ClaimFacts Facts(params RivalFact[] others) =>
        new(
            Claims.Bare("Aldermere Foods", "aldermere.example", "GB"),
            new(Us, "Kestrel Quay", "Select", 2, true, "active", [], Inside: true),
            [],
            [],
            others
        );

    private static RivalFact Rival(PartnerId who, RegistrationState state, ProtectionState protection = ProtectionState.None) =>
        new(
            Ids.New<PartnerId>(Now).Value,
            "DR-0001",
            who,
            "Vantora",
            "Aldermere Foods",
            3,
            state,
            protection,
            Now.AddDays(-10),
            null,
            null
        );
}
