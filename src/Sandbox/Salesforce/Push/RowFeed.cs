using Entente.Sandbox.Salesforce.Schema;
using Entente.Sandbox.Store;

namespace Entente.Sandbox.Salesforce.Push;

/// <summary>What happened to a row that only Salesforce has.</summary>
internal sealed record RowChange(SetupRow Row, ChangeType Type, DateTimeOffset When);

/// <summary>Tells of those rows what the store's own feed tells of its records; only of what was committed.</summary>
internal sealed class RowFeed
{
    private Action<RowChange> _changed = static _ => { };

    /// <summary>Runs inside the write: take it and go. Listeners stay for good.</summary>
    public void Subscribe(Action<RowChange> listener) => _changed += listener;

    public void Tell(Tx tx, SetupRow row, ChangeType type)
    {
        var change = new RowChange(row, type, tx.Now);
        tx.AfterCommit.Add(() => _changed(change));
    }
}
