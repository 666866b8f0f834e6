using Entente.Platform.Values;
using Entente.Registrations.Rules;

namespace Entente.Registrations.Model;

// From the approval on: the window, the deal in the CRM, the outcome.
internal sealed partial class Registration
{
    public ProtectionState Protection { get; private set; }
    public DateTimeOffset? ProtectedFrom { get; private set; }

    /// <summary>The first instant that is no longer protected.</summary>
    public DateTimeOffset? ProtectedUntil { get; private set; }

    /// <summary>Until then the next step must be on record.</summary>
    public DateTimeOffset? HoldBy { get; private set; }

    /// <summary>When the first meeting, or the introduction, came on record.</summary>
    public DateTimeOffset? NextStepAt { get; private set; }

    /// <summary>The smallest number of days before the end that the partner was reminded of.</summary>
    public int? RemindedDays { get; private set; }

    /// <summary>When the protection must be looked at next; null: never.</summary>
    public DateTimeOffset? NextLookAt { get; private set; }

    /// <summary>When the partner last did something for this claim, by any channel.</summary>
    public DateTimeOffset LastActAt { get; private set; }

    /// <summary>Without an act of the partner before this instant the protection is released.</summary>
    public DateTimeOffset? QuietBy { get; private set; }

    /// <summary>The <see cref="QuietBy"/> that the partner was warned of.</summary>
    public DateTimeOffset? WarnedOfSilence { get; private set; }

    /// <summary>Calendar days without evidence after which it loses something, as promised with the approval; null: never.</summary>
    public int? EvidenceDays { get; private set; }

    /// <summary>So many days its end then comes nearer; null or 0: it is released.</summary>
    public int? EvidenceTakes { get; private set; }

    /// <summary>Until then evidence must come.</summary>
    public DateTimeOffset? EvidenceBy { get; private set; }

    /// <summary>The <see cref="EvidenceBy"/> that the partner was warned of.</summary>
    public DateTimeOffset? WarnedOfDecay { get; private set; }
    public DateTimeOffset? ProtectionEndedAt { get; private set; }

    /// <summary>Why it was released; null when it was not, and when the claim itself ended.</summary>
    public ReleaseCause? Released { get; private set; }

    /// <summary>The opportunity it is bound to.</summary>
    public Guid? OpportunityId { get; private set; }

    /// <summary>The deal's id in the CRM.</summary>
    public string? CrmDealId { get; private set; }
    public DateTimeOffset? ClosedAt { get; private set; }

    /// <summary>Since when the CRM's deal is gone: somebody deleted it. Null while it is there. For staff alone.</summary>
    public DateTimeOffset? DealGoneAt { get; private set; }

    /// <summary>The dates of the window; null before the approval.</summary>
    public Protection? Window =>
        ProtectedFrom is { } from
            ? new(from, ProtectedUntil!.Value, HoldBy!.Value, NextStepAt)
            {
                QuietBy = QuietBy,
                Evidence = new(EvidenceDays ?? 0, EvidenceTakes ?? 0),
                EvidenceBy = EvidenceBy,
            }
            : null;

    /// <summary>Records the first meeting or the introduction: the condition of the protection. The first one counts.</summary>
    public void MeetFirst(PersonId? by, string what, Terms terms, DateTimeOffset now)
    {
        if (Protection is not ProtectionState.Conditional || NextStepAt is not null)
            throw new InvalidOperationException($"{Number} waits for no first meeting.");
        Note(by, what, null, now);
        NextStepAt = now;
        Heard(terms, now);
        Prove(terms, now);
    }

    /// <summary>
    /// Looks at the dates: extends by itself where evidence is on record, ends the protection when it is over, and says what the partner is to
    /// be told now.
    /// </summary>
    public Looked Look(Terms terms, DateTimeOffset now)
    {
        if (!Protection.Protects() || Window is not { } window)
            throw new InvalidOperationException($"{Number} is not protected.");
        window = Decay(terms, now) ?? window;
        var state = window.At(now);
        if (!state.Protects())
        {
            End(state, window.Released(now), now);
            return new(null, false, false);
        }
        Protection = state;
        ExtendByItself(terms, now);
        window = Window!;
        var days = window.ReminderDue(terms.Policy, terms.Calendar, now, RemindedDays);
        RemindedDays = days ?? RemindedDays;
        var warns = WarnedOfSilence != QuietBy && window.WarnOfSilence(terms.Policy, terms.Calendar) is { } at && at <= now;
        WarnedOfSilence = warns ? QuietBy : WarnedOfSilence;
        var decays = WarnedOfDecay != EvidenceBy && window.WarnOfDecay(terms.Policy, terms.Calendar) is { } from && from <= now;
        WarnedOfDecay = decays ? EvidenceBy : WarnedOfDecay;
        LookNext(terms);
        return new(days, warns, decays);
    }

    /// <summary>Evidence came on record. What was lost before it came stays lost.</summary>
    public void Prove(Terms terms, DateTimeOffset now)
    {
        if (!Protection.Protects() || (Decay(terms, now) ?? Window) is not { } window || !window.At(now).Protects())
            return;
        EvidenceBy = window.Proved(now, terms.Calendar).EvidenceBy;
        LookNext(terms);
    }

    // Null: it lost nothing.
    private Protection? Decay(Terms terms, DateTimeOffset now)
    {
        if (Window is not { } window || window.Decayed(terms.Calendar, now) is var left && left == window)
            return null;
        var missed = EvidenceBy!.Value;
        (ProtectedUntil, HoldBy, EvidenceBy, RemindedDays) = (left.End, left.HoldBy, left.EvidenceBy, null);
        Note(null, $"Shortened: no evidence by {ClaimWords.LastDay(missed, terms.Zone)}", null, now);
        if (left.At(now).Protects())
            Announce(new RegistrationShortened(Id, PartnerId));
        return left;
    }

    /// <summary>The partner did something for this claim. Too late is too late: a protection that its dates have ended stays ended.</summary>
    public void Heard(Terms terms, DateTimeOffset now)
    {
        LastActAt = now;
        if (!Protection.Protects() || Window is not { } window || !window.At(now).Protects())
            return;
        QuietBy = window.Heard(now, terms.Policy, terms.Calendar).QuietBy;
        Protection = Window!.At(now);
        LookNext(terms);
    }

    /// <summary>Somebody of the vendor takes the protection away, so that another partner can be approved. Ends the claim.</summary>
    public void Release(string why, PersonId? by, DateTimeOffset now)
    {
        if (!Protection.Protects())
            throw new InvalidOperationException($"{Number} is not protected.");
        EndProtection(ProtectionState.Released, now);
        Released = ReleaseCause.Reassigned;
        Note(by, "Protection released by us", why, now);
        Announce(new RegistrationExpired(Id, PartnerId, Released: true));
    }

    /// <summary>Binds the claim to the opportunity that the CRM now holds. A second time changes nothing: the CRM answers at least once.</summary>
    public void Convert(string crmDealId, Guid? opportunity, DateTimeOffset now)
    {
        if (State is RegistrationState.Converted)
        {
            OpportunityId ??= opportunity;
            return;
        }
        if (StandsAs is { } standing)
            // A change of it is in review: it is what was approved that has its deal now.
            StandsAs = standing with
            {
                State = RegistrationState.Converted,
            };
        else
            Become(RegistrationState.Converted, null, CrmDealId is null ? "Opened in the CRM" : "Written to the CRM again", crmDealId, now);
        (CrmDealId, OpportunityId) = (crmDealId, opportunity);
        Announce(new RegistrationConverted(Id, PartnerId));
    }

    /// <summary>The CRM's deal was deleted. The claim stands: staff decide what becomes of it.</summary>
    /// <returns>False when that was known already.</returns>
    public bool LoseSight(DateTimeOffset now)
    {
        if (DealGoneAt is not null)
            return false;
        DealGoneAt = now;
        return true;
    }

    /// <summary>The CRM's deal came back.</summary>
    public void SeeAgain() => DealGoneAt = null;

    /// <summary>The CRM's deal was merged into another one, which now stands for both.</summary>
    public void Follow(Guid opportunity, string crmDealId) => (OpportunityId, CrmDealId) = (opportunity, crmDealId);

    /// <summary>The deal was won: attributed for good.</summary>
    public void Win(DateTimeOffset now) => Close(RegistrationState.Won, now);

    /// <summary>The deal was lost: the company is free.</summary>
    public void Lose(DateTimeOffset now)
    {
        Close(RegistrationState.Lost, now);
        EndProtection(ProtectionState.Released, now);
    }

    private void Protect(Protection window, Terms terms, DateTimeOffset now)
    {
        (ProtectedFrom, ProtectedUntil, HoldBy) = (window.Start, window.End, window.HoldBy);
        (NextStepAt, RemindedDays, WarnedOfSilence) = (null, null, null);
        (ProtectionEndedAt, Released, ExtensionsUsed) = (null, null, 0);
        (EvidenceDays, EvidenceTakes) = window.Evidence is { Days: > 0 and var every, Takes: var takes }
            ? (every, takes)
            : ((int?)null, (int?)null);
        (EvidenceBy, WarnedOfDecay) = (window.EvidenceBy, null);
        QuietBy = window.Heard(now, terms.Policy, terms.Calendar).QuietBy;
        Protection = Window!.At(now);
        LookNext(terms);
    }

    private void LookNext(Terms terms) =>
        NextLookAt = Window!.NextLook(terms.Policy, terms.Calendar, RemindedDays, WarnedOfSilence, WarnedOfDecay);

    private void End(ProtectionState state, ReleaseCause? cause, DateTimeOffset now)
    {
        EndProtection(state, now);
        Released = cause;
        var what =
            state is not ProtectionState.Released ? "Protection ended"
            : cause is ReleaseCause.Silence ? "Protection released after a long silence"
            : cause is ReleaseCause.NoEvidence ? "Protection released for want of evidence"
            : "Protection released";
        Note(null, what, null, now);
        Announce(new RegistrationExpired(Id, PartnerId, Released: state is ProtectionState.Released));
    }

    private void EndProtection(ProtectionState state, DateTimeOffset now)
    {
        if (Protection.Protects())
            (Protection, ProtectionEndedAt) = (state, now);
        NextLookAt = null;
    }

    private void Close(RegistrationState outcome, DateTimeOffset now)
    {
        if (StandsAs is not null)
            // The deal ends before a change of it was decided: it ends as it was approved.
            BackAsApproved(now);
        Become(outcome, null, outcome.Words(), null, now);
        ClosedAt = now;
        NextLookAt = null;
        StopClock();
    }
}

/// <summary>What a look at a protection's dates asks for.</summary>
/// <param name="DaysLeft">The reminder that is due: so many days before the end; null: none.</param>
/// <param name="WarnOfSilence">The partner has long said nothing, and is told what follows.</param>
/// <param name="WarnOfDecay">Evidence is missing for long, and the partner is told what follows.</param>
internal sealed record Looked(int? DaysLeft, bool WarnOfSilence, bool WarnOfDecay);
