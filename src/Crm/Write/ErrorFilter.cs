using Entente.Crm.Model;
using Entente.Crm.Port;

namespace Entente.Crm.Write;

/// <summary>Which of the writes that failed are meant; null is every one.</summary>
/// <param name="Code">The CRM's own code.</param>
/// <param name="On">What kind of record was refused.</param>
public sealed record ErrorFilter(string? Code = null, CrmObject? On = null, CrmConnectionId? Connection = null)
{
    internal IQueryable<WriteEntry> Of(IQueryable<WriteEntry> failed)
    {
        if (Code is not null)
            failed = failed.Where(w => w.ErrorCode == Code);
        if (On is { } on)
            failed = failed.Where(w => w.ErrorOn == on);
        if (Connection is { } connection)
            failed = failed.Where(w => w.ConnectionId == connection);
        return failed;
    }
}
