using Entente.Crm.Model;
using Entente.Crm.Rules;
using Entente.Platform.Data;
using Entente.Platform.Jobs;

namespace Entente.Crm.Write;

/// <summary>Puts a write on its way: journal, keys and job, all in the caller's save.</summary>
internal static class WriteJournal
{
    public static void Send(EntenteDb db, WriteEntry entry)
    {
        var job = db.Enqueue(new SendWrite(entry.Id));
        db.AddRange(
            WriteOrder
                .Keys(entry.ReadSteps())
                .Select(key => new WriteKey
                {
                    ConnectionId = entry.ConnectionId,
                    Key = key,
                    StagedAt = entry.StagedAt,
                    WriteId = entry.Id,
                    JobId = job,
                })
        );
    }
}
