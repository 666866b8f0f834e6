using Entente.Collaboration.Threads;
using Entente.Crm;
using Entente.Crm.Port;
using Entente.Crm.Write;
using Entente.Registrations.Model;

namespace Entente.Registrations.Crm;

// What is said and agreed about a claim in the CRM.
internal static partial class ClaimWrite
{
    /// <summary>A shared message: a note with the message's own id, so that it stands there once.</summary>
    /// <param name="moves">It is news of when the partner was last active.</param>
    public static CrmWriteBack Said(Registration r, SharedWords message, string partner, bool moves) =>
        new(
            r.Id.Subject,
            [
                new(
                    CrmObject.Note,
                    $"message-{message.Id.Value:N}",
                    null,
                    Fields(
                        (CrmFields.Subject, $"{r.Number}: {message.Author} wrote"),
                        (CrmFields.Body, $"{message.Author}{(message.ByStaff ? "" : $" ({partner})")}:\n\n{message.Text}"),
                        (CrmFields.At, Canonical.Instant(message.At))
                    ),
                    Beside(r)
                ),
                .. Active(r, moves, message.At),
            ]
        )
        {
            Quiet = true,
        };

    /// <summary>A shared task that is done: a note with the task's own id, so that it stands there once.</summary>
    /// <param name="moves">As of <see cref="Said"/>.</param>
    public static CrmWriteBack Done(Registration r, DoneWords task, string partner, bool moves)
    {
        var words = $"{task.By}{(task.ByStaff ? "" : $" ({partner})")}: {task.Title}";
        var note = Entry(r, null, $"{r.Number}: a task is done", words, task.At) with { EntenteId = $"task-{task.Id.Value:N}" };
        return new(r.Id.Subject, [note, .. Active(r, moves, task.At)]) { Quiet = true };
    }

    private static IEnumerable<CrmWriteStep> Active(Registration r, bool moves, DateTimeOffset at) =>
        moves ? [Fields(r.Id, (EntenteFields.LastPartnerActivity, Canonical.Instant(at)))] : [];
}
