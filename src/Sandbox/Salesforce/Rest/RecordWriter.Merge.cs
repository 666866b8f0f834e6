using System.Text.Json.Nodes;
using Entente.Sandbox.Salesforce.Schema;
using Entente.Sandbox.Store;

namespace Entente.Sandbox.Salesforce.Rest;

/// <summary>Merges: up to three accounts, contacts or leads become one. The losers go to the bin and name the winner; what belonged to them belongs to it.</summary>
internal sealed partial class RecordWriter
{
    private const int MaxLosers = 2;

    /// <param name="fields">What the winner is to hold besides; null for nothing.</param>
    /// <returns>The records that changed their parent.</returns>
    public IReadOnlyList<string> Merge(Tx tx, ObjectShape shape, string winner, IReadOnlyList<string> losers, JsonObject? fields)
    {
        if (shape.Name is not ("Account" or "Contact" or "Lead"))
            throw new ApiException(400, "INVALID_TYPE", $"{shape.Name} cannot be merged");
        if (losers.Count is 0 or > MaxLosers || losers.Contains(winner) || losers.Distinct().Count() < losers.Count)
            throw new ApiException(400, "INVALID_OPERATION", "A merge has one master record and one or two others.");
        hindrances.Meet(shape.Name, losers.Append(winner));
        foreach (var id in losers.Append(winner))
        {
            if (shape.RowType is not null)
                LivingRow(tx, shape, id);
            else
                Living(tx, id);
        }

        if (fields is { Count: > 0 })
            Update(tx, shape, winner, fields);
        var moved = new List<string>();
        foreach (var loser in losers)
        {
            MoveChildren(tx, shape, loser, winner, moved);
            if (shape.RowType is null)
                MergeRecord(tx, Living(tx, loser), Prefixes.Stored(winner)!.Value, moved);
            else
                MergeRow(tx, LivingRow(tx, shape, loser), winner);
        }

        return moved;
    }

    private void MergeRecord(Tx tx, Record loser, long winner, List<string> moved)
    {
        foreach (var link in tx.LinksOf(loser.Id).ToList())
        {
            var other = link.OtherEnd(loser.Id);
            // The account of a losing contact is its own affair; the winner keeps the one it has.
            if (link.From == loser.Id && loser.Kind == Kind.Contact)
                continue;
            tx.Unlink(loser.Id, other);
            if (tx.Find(other) is not { Archived: false })
                continue;
            tx.Link(other, winner, link.Primary, link.Role);
            moved.Add(Prefixes.IdOf(other));
        }

        catalog.Aside.Set(tx, loser.Id, [("MasterRecordId", Prefixes.IdOf(winner))]);
        tx.Archive(loser.Id);
    }

    private void MergeRow(Tx tx, SetupRow loser, string winner)
    {
        var now = SetupRow.Text(tx.Now.ToUnixTimeMilliseconds());
        PutRow(tx, loser.With(("MasterRecordId", winner), (SetupRow.DeletedKey, now), (SetupRow.ModifiedKey, now)), ChangeType.Archived);
    }

    /// <summary>Rows below one record, below another from now on.</summary>
    private void MoveChildren(Tx tx, ObjectShape shape, string from, string to, List<string> moved)
    {
        foreach (var child in shape.Children)
        {
            if (catalog.Shape(child.Child) is not { RowType: { } type })
                continue;
            foreach (var row in catalog.Setup.By(tx, type, child.Field, from).Where(row => row.DeletedMs == 0).ToList())
            {
                PutRow(
                    tx,
                    row.With((child.Field, to), (SetupRow.ModifiedKey, SetupRow.Text(tx.Now.ToUnixTimeMilliseconds()))),
                    ChangeType.FieldChanged
                );
                moved.Add(row.Id);
            }
        }
    }
}
