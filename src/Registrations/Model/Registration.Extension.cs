using Entente.Platform.Values;
using Entente.Registrations.Rules;

namespace Entente.Registrations.Model;

// What keeps a protection alive: progress on record, extensions, the customer who puts it off.
internal sealed partial class Registration
{
    /// <summary>Of this protection, by itself and on request together.</summary>
    public int ExtensionsUsed { get; private set; }

    /// <summary>Until when the customer put it off; null: not, or the day is forgotten.</summary>
    public DateOnly? PostponedUntil { get; private set; }

    /// <summary>The furthest stage, counted from 1, that its deal was seen in; 0: none yet.</summary>
    public int FurthestStage { get; private set; }

    public void Reach(int stage) => FurthestStage = Math.Max(FurthestStage, stage);

    public ProtectionExtension? AskedExtension => Extensions.SingleOrDefault(e => e.State is ExtensionState.Asked);

    /// <summary>Puts something on record: keeps the protection from silence, and may extend it. A meeting held fulfils its condition.</summary>
    public void Report(ProgressKind kind, DateOnly on, string? words, PersonId? by, Terms terms, DateTimeOffset now)
    {
        Progress.Add(ProgressEntry.Of(this, kind, on, words, by, now));
        Note(by, kind.Words(), words, now);
        // Our own people's work in the CRM is evidence, but no act of the partner.
        if (kind is not ProgressKind.StageAdvanced)
        {
            if (kind is ProgressKind.MeetingHeld && Protection is ProtectionState.Conditional && NextStepAt is null)
                NextStepAt = now;
            Heard(terms, now);
        }
        if (kind.IsEvidence())
            Prove(terms, now);
        if (Protection.Protects())
            ExtendByItself(terms, now);
    }

    /// <summary>Asks for a longer protection. True: evidence is on record, so it is longer at once; false: somebody decides.</summary>
    public bool AskToExtend(string words, PersonId? by, Terms terms, DateTimeOffset now)
    {
        var days = terms.Policy.Extending.Days;
        Heard(terms, now);
        if (Extending.Deserved(Window!, ExtensionsUsed, Evidence, LastExtendedAt, terms, now))
        {
            Extensions.Add(ProtectionExtension.Ask(this, words, by, now));
            Grant(Extensions[^1], days, null, null, terms, now);
            return true;
        }
        Extensions.Add(ProtectionExtension.Ask(this, words, by, now));
        Note(by, "Asked for an extension", words, now);
        Announce(new RegistrationExtensionAsked(Id, PartnerId));
        return false;
    }

    public void GrantExtension(int days, string? note, PersonId? by, Terms terms, DateTimeOffset now) =>
        Grant(AskedExtension!, days, note, by, terms, now);

    public void RefuseExtension(string note, PersonId? by, DateTimeOffset now)
    {
        AskedExtension!.Refuse(note, by, now);
        Note(by, "Extension refused", note, now);
        Announce(new RegistrationExtensionRefused(Id, PartnerId));
    }

    /// <summary>The customer puts it off: first meeting and silence wait for that day.</summary>
    public void Postpone(DateOnly until, string words, PersonId? by, Terms terms, DateTimeOffset now)
    {
        var window = (Decay(terms, now) ?? Window!).Postponed(until, terms.Policy, terms.Calendar);
        (HoldBy, QuietBy, EvidenceBy) = (window.HoldBy, window.QuietBy, window.EvidenceBy);
        (PostponedUntil, LastActAt) = (until, now);
        Note(by, $"Postponed until {Words.Day(until)}", words, now);
        LookNext(terms);
        Announce(new RegistrationPostponed(Id, PartnerId));
    }

    private IEnumerable<DateTimeOffset> Evidence => Progress.Where(p => p.Kind.IsEvidence()).Select(p => p.At);

    private DateTimeOffset? LastExtendedAt => Extensions.Where(e => e.State is ExtensionState.Granted).Max(e => e.AnsweredAt);

    private void ExtendByItself(Terms terms, DateTimeOffset now)
    {
        if (!Extending.ByItself(Window!, ExtensionsUsed, Evidence, LastExtendedAt, terms, now))
            return;
        // A request that waits is answered by this.
        if (AskedExtension is null)
            Extensions.Add(ProtectionExtension.Ask(this, null, null, now));
        Grant(AskedExtension!, terms.Policy.Extending.Days, null, null, terms, now);
    }

    private void Grant(ProtectionExtension extension, int days, string? note, PersonId? by, Terms terms, DateTimeOffset now)
    {
        var end = Extending.End(Window!, days, terms.Calendar);
        extension.Grant(ProtectedUntil!.Value, end, note, by, now);
        ExtensionsUsed++;
        Note(by, by is null ? "Extended on evidence" : "Extended", note, now);
        Lengthen(end, terms, now);
        // Whoever grants more days grants the time to use them.
        if (by is not null)
            Prove(terms, now);
        Announce(new RegistrationExtended(Id, PartnerId));
    }

    // Never earlier than it was.
    private void Lengthen(DateTimeOffset end, Terms terms, DateTimeOffset now)
    {
        if (end <= ProtectedUntil)
            return;
        (ProtectedUntil, RemindedDays) = (end, null);
        Protection = Window!.At(now);
        LookNext(terms);
    }
}
