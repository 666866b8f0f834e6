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

    /// <summary>The opportunity it is bound to.</summary>
    public Guid? OpportunityId { get; private set; }

    /// <summary>The deal's id in the CRM.</summary>
    public string? CrmDealId { get; private set; }
    public DateTimeOffset? ClosedAt { get; private set; }

    /// <summary>Since when the CRM's deal is gone: somebody deleted it. Null while it is there. For staff alone.</summary>
    public DateTimeOffset? DealGoneAt { get; private set; }

    /// <summary>The dates of the window; null before the approval.</summary>
    public Protection? Window => ProtectedFrom is { } from ? new(from, ProtectedUntil!.Value, HoldBy!.Value, NextStepAt) : null;

    /// <summary>Records the first meeting or the introduction: the condition of the protection. The first one counts.</summary>
    public void MeetFirst(PersonId? by, string what, Terms terms, DateTimeOffset now)
    {
        if (Protection is not ProtectionState.Conditional || NextStepAt is not null)
            throw new InvalidOperationException($"{Number} waits for no first meeting.");
        Note(State, State, by, what, null, now);
        NextStepAt = now;
        Protection = Window!.At(now);
        NextLookAt = Window.NextLook(terms.Policy, terms.Calendar, RemindedDays);
    }

    /// <summary>Looks at the dates: the reminder to send now (days left), or null; ends the protection when it is over.</summary>
    public int? Look(Terms terms, DateTimeOffset now)
    {
        if (!Protection.Protects() || Window is not { } window)
            throw new InvalidOperationException($"{Number} is not protected.");
        var state = window.At(now);
        if (!state.Protects())
        {
            End(state, now);
            return null;
        }
        Protection = state;
        var days = window.ReminderDue(terms.Policy, terms.Calendar, now, RemindedDays);
        RemindedDays = days ?? RemindedDays;
        NextLookAt = window.NextLook(terms.Policy, terms.Calendar, RemindedDays);
        return days;
    }

    /// <summary>Binds the claim to the opportunity that the CRM now holds. A second time changes nothing: the CRM answers at least once.</summary>
    public void Convert(string crmDealId, Guid? opportunity, DateTimeOffset now)
    {
        if (State is RegistrationState.Converted)
        {
            OpportunityId ??= opportunity;
            return;
        }
        Become(RegistrationState.Converted, null, "Opened in the CRM", crmDealId, now);
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
        EndProtection(ProtectionState.Released);
    }

    private void Protect(Protection window, Terms terms, DateTimeOffset now)
    {
        (ProtectedFrom, ProtectedUntil, HoldBy) = (window.Start, window.End, window.HoldBy);
        Protection = window.At(now);
        NextLookAt = window.NextLook(terms.Policy, terms.Calendar, null);
    }

    private void End(ProtectionState state, DateTimeOffset now)
    {
        EndProtection(state);
        Note(State, State, null, state is ProtectionState.Released ? "Protection released" : "Protection ended", null, now);
        Announce(new RegistrationExpired(Id, PartnerId, Released: state is ProtectionState.Released));
    }

    private void EndProtection(ProtectionState state)
    {
        if (Protection.Protects())
            Protection = state;
        NextLookAt = null;
    }

    private void Close(RegistrationState outcome, DateTimeOffset now)
    {
        Become(outcome, null, outcome.Words(), null, now);
        ClosedAt = now;
        NextLookAt = null;
    }
}
