using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Registrations.Change;
using Entente.Registrations.Rules;
using Entente.Registrations.Undo;
using Entente.Registrations.Withdraw;
using Entente.Tests.Support;

namespace Entente.Tests.Registrations;

/// <summary>Claims that change: mended and sent again, changed after the approval, a lead that becomes a deal.</summary>
public sealed class ChangeTest(House house) : IClassFixture<House>
{
    [Fact]
    public async Task A_rejected_claim_mended_in_time_keeps_its_date_and_shows_what_changed()
    {
        var story = await RegistrationStory.In(house);
        var number = await story.Submitted(story.Ines, "Mended Mills");
        var first = await story.Load(number);
        (await story.Refuse(number, final: false, RefusalReason.NotEnoughEvidence)).Problem.ShouldBeNull();
        house.Clock.Advance(TimeSpan.FromDays(3));

        (await Again(story, number, c => c with { Problem = "We ran a pilot in plant two.", Amount = "90,000" })).Problem.ShouldBeNull();
        (await Again(story, number, c => c with { Problem = "We ran a pilot in plant two.", Amount = "90,000" })).Ok.ShouldBeTrue(
            "sent twice"
        );

        var kept = await story.Load(number);
        (kept.State, kept.ClaimedAt, kept.ReviewCause).ShouldBe((RegistrationState.InReview, first.ClaimedAt, ReviewCause.SentAgain));
        kept.DueAt.ShouldNotBeNull();
        (kept.Refusal, kept.DecidedAt).ShouldBe((null, null));
        kept.Versions.ShouldHaveSingleItem().Read().Select(c => c.Field).ShouldBe(["problem", "amount"]);
        (await story.Approve(number)).Problem.ShouldBeNull();
    }

    [Fact]
    public async Task Mended_too_late_or_for_another_customer_it_counts_from_then()
    {
        var story = await RegistrationStory.In(house);
        var late = await story.Submitted(story.Ines, "Late Mender");
        var other = await story.Submitted(story.Ines, "First Customer");
        (await story.Refuse(late, final: false)).Ok.ShouldBeTrue();
        (await story.Refuse(other, final: false)).Ok.ShouldBeTrue();
        (await Again(story, other, _ => RegistrationStory.Claim("Second Customer"))).Problem.ShouldBeNull();
        var moved = house.Clock.Now;
        house.Clock.Advance(TimeSpan.FromDays(16));
        (await Again(story, late, c => c with { Amount = "70,000" })).Problem.ShouldBeNull();

        (await story.Load(other)).ClaimedAt.ShouldBe(moved);
        (await story.Load(late)).ClaimedAt.ShouldBe(house.Clock.Now);
        (await story.Submit(story.Jonah, RegistrationStory.Claim("Second Customer"))).Ok.ShouldBeTrue("received, and compared");
        (await story.Load(other)).Company.ShouldBe("Second Customer");
    }

    [Fact]
    public async Task A_declined_claim_cannot_be_sent_again_nor_one_that_did_not_change_nor_anothers()
    {
        var story = await RegistrationStory.In(house);
        var declined = await story.Submitted(story.Ines, "Final No");
        var rejected = await story.Submitted(story.Ines, "Not Yet");
        (await story.Refuse(declined, final: true)).Ok.ShouldBeTrue();
        (await story.Refuse(rejected, final: false)).Ok.ShouldBeTrue();

        (await Again(story, declined, c => c with { Amount = "1" })).Problem!.Code.ShouldBe("registration.wrong_state");
        (await Again(story, rejected, c => c)).Problem!.Code.ShouldBe("registration.nothing_changed");
        (await Again(story, rejected, c => c with { Consent = false })).Problem!.Fields!.Keys.ShouldBe(["consent"]);
        (await Again(story, rejected, c => c with { Amount = "1" }, story.Jonah)).Problem!.Kind.ShouldBe(ProblemKind.NotFound);
    }

    [Fact]
    public async Task A_small_change_of_an_approved_claim_is_free_and_a_big_one_is_reviewed_while_the_protection_runs_on()
    {
        var story = await RegistrationStory.In(house);
        var number = await story.Approved(story.Ines, "Amended Works");
        var window = (await story.Load(number)).ProtectedUntil;

        (await Amend(story, number, c => c with { Amount = "105,000", ContactName = "Another Person" })).Value.Reviewed.ShouldBeFalse(
            "exactly 25 %"
        );
        (await story.Load(number)).State.ShouldBe(RegistrationState.Approved);
        (await Amend(story, number, c => c with { Amount = "132,000" })).Value.Reviewed.ShouldBeTrue();

        var kept = await story.Load(number);
        (kept.State, kept.Protection, kept.ProtectedUntil).ShouldBe((RegistrationState.InReview, ProtectionState.Conditional, window));
        (await story.Approve(number)).Problem.ShouldBeNull();
        kept = await story.Load(number);
        (kept.State, kept.Amount!.Value.Minor, kept.ProtectedUntil).ShouldBe((RegistrationState.Approved, 13_200_000, window));
    }

    [Fact]
    public async Task Small_changes_add_up_to_a_big_one_and_a_value_that_was_never_approved_is_reviewed()
    {
        var story = await RegistrationStory.In(house);
        var number = await story.Approved(story.Ines, "Step By Step");
        (await Amend(story, number, c => c with { Amount = "105,000" })).Value.Reviewed.ShouldBeFalse();
        var changed = (await Amend(story, number, c => c with { Amount = "131,000" })).Value;
        (changed.Reviewed, changed.Why).ShouldBe((true, "The value is off by more than 25 % from what was approved."));

        var lead = await story.Submit(
            story.Ines,
            RegistrationStory.Claim("No Value Yet") with
            {
                Kind = RegistrationKind.Lead,
                Amount = null,
            }
        );
        (await story.Approve(lead.Value.Number)).Problem.ShouldBeNull();
        (
            await Amend(story, lead.Value.Number, c => Lead(c) with { Amount = null, ContactName = "Somebody New" })
        ).Value.Reviewed.ShouldBeFalse();
        (await Amend(story, lead.Value.Number, c => Lead(c) with { Amount = "9,000,000" })).Value.Reviewed.ShouldBeTrue();

        static ClaimInput Lead(ClaimInput claim) => claim with { Kind = RegistrationKind.Lead };
    }

    [Fact]
    public async Task A_change_that_is_not_accepted_leaves_the_claim_as_it_was_approved_and_even_that_can_be_undone()
    {
        var story = await RegistrationStory.In(house);
        var number = await story.Approved(story.Ines, "Stands As It Was");
        var before = await story.Load(number);
        (await Amend(story, number, _ => RegistrationStory.Claim("Somebody Else Entirely"))).Value.Reviewed.ShouldBeTrue();

        (await story.Refuse(number, final: true)).Problem.ShouldBeNull();
        var kept = await story.Load(number);
        (kept.State, kept.Company, kept.Protection, kept.ProtectedUntil).ShouldBe(
            (RegistrationState.Approved, "Stands As It Was", before.Protection, before.ProtectedUntil)
        );
        kept.StandsAs.ShouldBeNull();

        (await Amend(story, number, c => c with { Amount = "840,000" })).Value.Reviewed.ShouldBeTrue();
        (
            await house.Act<global::Entente.Registrations.Decide.RefuseRegistration, Result>(
                story.Maren,
                async u =>
                    await u.Run(new(number, (await story.Load(number)).Version, RefusalReason.NotQualified, true), RegistrationStory.Ct)
            )
        ).Problem.ShouldBeNull();
        (await house.Act<UndoDecision, Result>(story.Maren, u => u.Run(number, null, RegistrationStory.Ct))).Problem.ShouldBeNull();
        kept = await story.Load(number);
        (kept.State, kept.Amount!.Value.Minor).ShouldBe((RegistrationState.InReview, 84_000_000));
        kept.StandsAs.ShouldNotBeNull("the change is in review again");
    }

    [Fact]
    public async Task A_change_to_a_customer_whom_another_partner_holds_is_never_approved_while_that_holds()
    {
        var story = await RegistrationStory.In(house);
        await story.Approved(story.Jonah, "Taken Already");
        var number = await story.Approved(story.Ines, "Mine For Now");
        (await Amend(story, number, _ => RegistrationStory.Claim("Taken Already"))).Value.Reviewed.ShouldBeTrue();

        (await story.Approve(number, accept: true)).Problem!.Code.ShouldBe("registration.protected");
    }

    [Fact]
    public async Task A_lead_becomes_a_deal_on_the_same_record_and_keeps_its_date()
    {
        var story = await RegistrationStory.In(house);
        var waiting = await Lead(story, "Early Bird");
        var approved = await Lead(story, "Earlier Bird");
        (await story.Approve(approved)).Problem.ShouldBeNull();
        var before = await story.Load(approved);
        house.Clock.Advance(TimeSpan.FromDays(10));

        (await Elevate(story, waiting)).Value.Reviewed.ShouldBeFalse("it waits on");
        (await Elevate(story, approved)).Value.Reviewed.ShouldBeTrue();
        (await Elevate(story, approved)).Ok.ShouldBeTrue("sent twice");

        var kept = await story.Load(approved);
        (kept.Number, kept.Kind, kept.State, kept.ClaimedAt).ShouldBe(
            (approved, RegistrationKind.Deal, RegistrationState.InReview, before.ClaimedAt)
        );
        (await story.Approve(approved)).Problem.ShouldBeNull();
        kept = await story.Load(approved);
        kept.ProtectedUntil!.Value.ShouldBeGreaterThan(before.ProtectedUntil!.Value, "a deal's days, from now");
        kept.ProtectedFrom.ShouldBe(before.ProtectedFrom);
        (await story.Load(waiting)).Kind.ShouldBe(RegistrationKind.Deal);
        (await Amend(story, approved, c => c with { Kind = RegistrationKind.Lead, Product = "Other" })).Ok.ShouldBeTrue();
        (await story.Load(approved)).Kind.ShouldBe(RegistrationKind.Deal, "never back");
    }

    [Fact]
    public async Task A_lead_that_was_renamed_step_by_step_is_raised_for_no_other_customer_than_the_approved_one()
    {
        var story = await RegistrationStory.In(house);
        var number = await Lead(story, "First Name");
        (await story.Approve(number)).Problem.ShouldBeNull();
        // By its name it is the same customer still, though at another site.
        (
            await Amend(story, number, c => c with { Kind = RegistrationKind.Lead, Amount = null, Domain = "movedsite.example" })
        ).Value.Reviewed.ShouldBeFalse();

        // By that site again, but what was approved had neither.
        var input = new ChangeInput(number, RegistrationStory.Claim("Second Thing") with { Domain = "movedsite.example" });
        var raised = await house.Act<ElevateLead, Result<Changed>>(story.Ines, u => u.Run(input, RegistrationStory.Ct));

        raised.Problem!.Code.ShouldBe("registration.other_customer");
    }

    [Fact]
    public async Task A_claim_withdrawn_while_its_change_is_reviewed_is_withdrawn()
    {
        var story = await RegistrationStory.In(house);
        var number = await story.Approved(story.Ines, "Given Up Midway");
        (await Amend(story, number, c => c with { Amount = "999,000" })).Ok.ShouldBeTrue();

        (await house.Act<WithdrawRegistration, Result>(story.Ines, u => u.Run(number, RegistrationStory.Ct))).Problem.ShouldBeNull();

        var kept = await story.Load(number);
        (kept.State, kept.Protection).ShouldBe((RegistrationState.Withdrawn, ProtectionState.Released));
        await story.Approved(story.Jonah, "Given Up Midway");
    }

    private async Task<string> Lead(RegistrationStory story, string company)
    {
        var receipt = await story.Submit(
            story.Ines,
            RegistrationStory.Claim(company) with
            {
                Kind = RegistrationKind.Lead,
                Amount = null,
                CloseDate = null,
            }
        );
        receipt.Problem.ShouldBeNull();
        return receipt.Value.Number;
    }

    private async Task<Result> Again(RegistrationStory story, string number, Func<ClaimInput, ClaimInput> change, Actor? who = null)
    {
        var input = new ChangeInput(number, change(RegistrationStory.Claim((await story.Load(number)).Company)));
        return await house.Act<SendAgain, Result>(who ?? story.Ines, u => u.Run(input, RegistrationStory.Ct));
    }

    private async Task<Result<Changed>> Amend(RegistrationStory story, string number, Func<ClaimInput, ClaimInput> change)
    {
        var input = new ChangeInput(number, change(RegistrationStory.Claim((await story.Load(number)).Company)));
        return await house.Act<AmendRegistration, Result<Changed>>(story.Ines, u => u.Run(input, RegistrationStory.Ct));
    }

    private async Task<Result<Changed>> Elevate(RegistrationStory story, string number)
    {
        var input = new ChangeInput(number, RegistrationStory.Claim((await story.Load(number)).Company));
        return await house.Act<ElevateLead, Result<Changed>>(story.Ines, u => u.Run(input, RegistrationStory.Ct));
    }
}
