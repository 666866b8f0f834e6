namespace Entente.Sandbox.Store;

/// <summary>What makes records one, or none.</summary>
internal sealed partial class Tx
{
    /// <summary>
    /// Makes a third record of two living ones of a kind: the first one's values, and the second's where the first has none; the
    /// associations of both. Both ids lead to it from now on.
    /// </summary>
    public Outcome Merge(long kept, long other)
    {
        if (kept == other || Find(kept) is not { Archived: false } first || Find(other) is not { Archived: false } second)
            return new Refusal(RefusalCode.NotFound);
        if (first.Kind != second.Kind)
            return new Refusal(RefusalCode.NotFound);
        var kind = first.Kind;
        var mine = Stored(first);
        var moved = Stored(second).Where(a => mine.TrueForAll(m => m.Field.Slot != a.Field.Slot)).ToList();
        var values = mine.Concat(moved).ToDictionary(a => a.Field.Slot, a => a);
        KeepBothAddresses(first, second, values);

        foreach (var gone in (Record[])[first, second])
            Stage(new(gone.Id, gone.CreatedMs, NowMs, NowMs, gone.Values), []);
        var number = lastNumbers.GetValueOrDefault(kind, image.Table(kind).Last) + 1;
        lastNumbers[kind] = number;
        var createdMs = Math.Min(first.CreatedMs, second.CreatedMs);
        var ordered = values.Values.OrderBy(a => a.Field.Slot).ToList();
        var packed = PackedValues.With([], [.. ordered.Select(a => (a.Field.Slot, a.Value))], NowMs - createdMs);
        var survivor = new Record(RecordIds.Of(kind, number), createdMs, NowMs, 0, packed);
        Stage(survivor, ordered);
        Entries.Merged(kept, survivor.Id);
        Entries.Merged(other, survivor.Id);
        Changes.Add(new(0, kind, survivor.Id, ChangeType.Merged, now, origin) { Gone = [kept, other], Moved = moved.Count });
        MoveLinks(kept, survivor.Id, [kept, other]);
        MoveLinks(other, survivor.Id, [kept, other]);
        return survivor;
    }

    /// <summary>Remembers which record stands for one that is gone, where a merge keeps the id of one of the two.</summary>
    public void Forward(long gone, long survivor) => Entries.Merged(gone, survivor);

    /// <summary>Removes a record for good, with its associations and history. False when there is none.</summary>
    public bool Erase(long id)
    {
        if (Find(id) is not { } record)
            return false;
        foreach (var link in LinksOf(id))
            Unlink(id, link.OtherEnd(id));
        Stage(new(id, record.CreatedMs, NowMs, NowMs, []), []);
        Entries.Erase(id);
        Announce(record, ChangeType.Erased);
        return true;
    }

    private List<Assignment> Stored(Record record) =>
        [.. Schema(record.Kind).All.Where(f => f.Stored && record.Get(f) is not null).Select(f => new Assignment(f, record.Get(f)))];

    /// <summary>The e-mail address that did not become the main one stays known: mail to it still finds the person.</summary>
    private void KeepBothAddresses(Record first, Record second, Dictionary<int, Assignment> values)
    {
        if (first.Kind != Kind.Contact)
            return;
        var (email, more) = (Schema(Kind.Contact)["email"], Schema(Kind.Contact)["hs_additional_emails"]);
        var all = new[] { first.Get(email), first.Get(more), second.Get(email), second.Get(more) }
            .OfType<string>()
            .SelectMany(text => text.Split(';'))
            .Distinct(StringComparer.Ordinal)
            .Where(address => address != values.GetValueOrDefault(email.Slot).Value)
            .ToList();
        if (all.Count > 0)
            values[more.Slot] = new(more, string.Join(';', all));
    }

    private void MoveLinks(long from, long to, long[] gone)
    {
        foreach (var link in LinksOf(from))
        {
            var end = link.OtherEnd(from);
            Unlink(from, end);
            if (gone.Contains(end))
                continue;
            var outward = link.From == from;
            var (a, b) = outward ? (to, end) : (end, to);
            var seen = LinksOf(to).FirstOrDefault(l => l.OtherEnd(to) == end);
            Link(a, b, link.Primary && seen is null, link.Role, [.. (seen?.Labels ?? []).Union(link.Labels).Order()]);
        }
    }
}
