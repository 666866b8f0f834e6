namespace Entente.Sandbox.Store;

/// <summary>
/// One transaction: everything it stages becomes visible at once, in one frame of the journal, or not at all. Reads through it
/// see its own writes. A refused act stages nothing, so a batch may go on after one. Made by <see cref="CrmStore.Write{T}"/>.
/// </summary>
internal sealed partial class Tx(Image image, Origin origin, DateTimeOffset now)
{
    private readonly Dictionary<long, Record> records = [];
    private readonly Dictionary<(int Slot, string Value), long> uniques = new(new UniqueKeyComparer());
    private readonly Dictionary<long, Link[]> links = [];
    private readonly Dictionary<Kind, long> lastNumbers = [];
    private readonly Dictionary<Kind, Schema> schemas = [];
    private long lastLink = image.LastLink;
    private bool signed;

    internal EntryWriter Entries { get; } = new();

    internal List<Change> Changes { get; } = [];

    internal bool Abandoned { get; private set; }

    public DateTimeOffset Now => now;

    private long NowMs => now.ToUnixTimeMilliseconds();

    /// <summary>Undo everything: nothing of this transaction will have happened.</summary>
    public void Abandon() => Abandoned = true;

    public Schema Schema(Kind kind) => schemas.GetValueOrDefault(kind) ?? image.Schema(kind);

    /// <summary>A record by id, archived ones too.</summary>
    public Record? Find(long id) =>
        records.GetValueOrDefault(id)
        ?? (Kinds.IsRecord(RecordIds.KindOf(id)) ? image.Table(RecordIds.KindOf(id))[RecordIds.NumberOf(id)] : null);

    /// <summary>The living record that has this value in a unique field.</summary>
    public Record? FindBy(Field unique, string value)
    {
        var id = uniques.TryGetValue(((int)unique.Kind << 20 | unique.Slot, value), out var staged) ? staged : image.FindBy(unique, value);
        return
            id is { } found
            && Find(found) is { Archived: false } record
            && string.Equals(record.Get(unique), value, StringComparison.OrdinalIgnoreCase)
            ? record
            : null;
    }

    public Link[] LinksOf(long id) => links.GetValueOrDefault(id) ?? image.LinksOf(id);

    /// <summary>A new record. Values are raw: they are brought to canonical form here.</summary>
    public Outcome Create(Kind kind, IReadOnlyList<Assignment> values)
    {
        if ((Accept(0, values, out var accepted) ?? Missing(kind, accepted)) is { } refusal)
            return refusal;
        var number = lastNumbers.GetValueOrDefault(kind, image.Table(kind).Last) + 1;
        lastNumbers[kind] = number;
        var packed = PackedValues.With([], [.. accepted.Select(a => (a.Field.Slot, a.Value))], 0);
        var record = new Record(RecordIds.Of(kind, number), NowMs, NowMs, 0, packed);
        Stage(record, accepted);
        Announce(record, ChangeType.Created);
        foreach (var a in accepted.Where(a => a.Value is not null))
            Announce(record, ChangeType.FieldChanged, a);
        return record;
    }

    /// <summary>Changes values of a living record; those that stay the same are no change, and none at all leaves its stamp alone.</summary>
    public Outcome Update(long id, IReadOnlyList<Assignment> values)
    {
        if (Find(id) is not { Archived: false } record)
            return new Refusal(RefusalCode.NotFound);
        if (Accept(id, values, out var accepted) is { } refusal)
            return refusal;
        accepted.RemoveAll(a => string.Equals(record.Get(a.Field), a.Value, StringComparison.Ordinal));
        if (accepted.Count == 0)
            return record;
        var packed = PackedValues.With(record.Values, [.. accepted.Select(a => (a.Field.Slot, a.Value))], NowMs - record.CreatedMs);
        var next = new Record(id, record.CreatedMs, NowMs, 0, packed);
        Stage(next, accepted);
        foreach (var a in accepted)
            Announce(next, ChangeType.FieldChanged, a);
        return next;
    }

    /// <summary>Moves a living record's stamp though none of its values changed (its account did).</summary>
    public void Touch(long id)
    {
        if (Find(id) is { Archived: false } record)
            Stage(new(id, record.CreatedMs, NowMs, 0, record.Values), []);
    }

    /// <summary>Puts a record into the recycle bin; it gives its unique values free and keeps its links. False when already there.</summary>
    public bool Archive(long id)
    {
        if (Find(id) is not { Archived: false } record)
            return false;
        Stage(new(id, record.CreatedMs, NowMs, NowMs, record.Values), []);
        Announce(record, ChangeType.Archived);
        return true;
    }

    /// <summary>Takes a record out of the recycle bin, unless another took one of its unique values.</summary>
    public Outcome Restore(long id)
    {
        if (Find(id) is not { Archived: true } record)
            return new Refusal(RefusalCode.NotFound);
        var own = Schema(record.Kind)
            .All.Where(f => f.Stored && f.Unique && record.Get(f) is not null)
            .Select(f => new Assignment(f, record.Get(f)))
            .ToList();
        if (own.Select(a => Taken(id, a)).FirstOrDefault(r => r is not null) is { } refusal)
            return refusal;
        var next = new Record(id, record.CreatedMs, NowMs, 0, record.Values);
        Stage(next, own);
        Announce(next, ChangeType.Restored);
        return next;
    }

    /// <summary>
    /// Associates two living records, or changes what is known of their association. The first company of a
    /// deal or contact becomes its primary one; a new primary takes the place of the old.
    /// </summary>
    /// <returns>The link, or null when a record is missing or both are one.</returns>
    /// <param name="labels">Type ids as seen from the link's From end, in place of those there were; null leaves them.</param>
    public Link? Link(long a, long b, bool primary = false, string? role = null, IReadOnlyList<int>? labels = null)
    {
        if (a == b || Find(a) is not { Archived: false } || Find(b) is not { Archived: false })
            return null;
        var known = LinksOf(a).FirstOrDefault(l => l.OtherEnd(a) == b);
        var (from, to) = known is null ? Store.Link.Ends(a, b) : (known.From, known.To);
        var main = Store.Link.HasPrimary(RecordIds.KindOf(from), RecordIds.KindOf(to));
        var others = LinksOf(from).Where(l => l.From == from && RecordIds.KindOf(l.To) == RecordIds.KindOf(to) && l.To != to).ToList();
        var seen = LinksOf(from).FirstOrDefault(l => l.From == from && l.To == to);
        primary = primary || seen is { Primary: true } || (main && !others.Exists(l => l.Primary));
        var link = seen is null
            ? new Link(RecordIds.Of(Kind.Link, ++lastLink), from, to, primary, role, NowMs, NowMs) { Labels = labels ?? [] }
            : seen with
            {
                Primary = primary,
                Role = role ?? seen.Role,
                Labels = labels ?? seen.Labels,
                ModifiedMs = NowMs,
            };
        if (seen is not null && (seen.Primary, seen.Role) == (link.Primary, link.Role) && seen.Labels.SequenceEqual(link.Labels))
            return seen;
        if (primary)
        {
            foreach (var old in others.Where(l => l.Primary))
                Stage(old with { Primary = false, ModifiedMs = NowMs });
        }
        Stage(link);
        Announce(link, ChangeType.Linked);
        return link;
    }

    /// <summary>Removes the association of two records; false when there was none.</summary>
    public bool Unlink(long a, long b)
    {
        if (LinksOf(a).FirstOrDefault(l => l.OtherEnd(a) == b) is not { } link)
            return false;
        Entries.Unlink(link.Id, link.From);
        links[link.From] = Array.FindAll(LinksOf(link.From), l => l.Id != link.Id);
        links[link.To] = Array.FindAll(LinksOf(link.To), l => l.Id != link.Id);
        Announce(link, ChangeType.Unlinked);
        return true;
    }

    /// <summary>A new custom field (give any slot: it gets the next) or a new version of an existing one (same slot).</summary>
    public Field Define(Field field)
    {
        var schema = Schema(field.Kind);
        if (schema.Slot(field.Slot) is null)
        {
            var slot = Math.Max(Field.FirstCustomSlot, schema.All.Max(f => f.Slot) + 1);
            field = field with { Slot = slot, CreatedMs = NowMs, ModifiedMs = NowMs };
        }
        else
        {
            field = field with { ModifiedMs = NowMs };
        }
        schemas[field.Kind] = new(schema.All.Where(f => f.Slot != field.Slot).Append(field));
        Entries.Field(field);
        return field;
    }

    public void Put(Pipeline pipeline) => Entries.Pipeline(pipeline with { ModifiedMs = NowMs });

    public void Put(Owner owner) => Entries.Owner(owner with { ModifiedMs = NowMs });

    /// <summary>Keeps a piece of a protocol's own configuration as JSON; null removes it.</summary>
    public void Setting(string key, string? json) => Entries.Setting(key, json);

    /// <summary>Canonical values ordered by slot, the last of each field; or the first reason against them.</summary>
    private Refusal? Accept(long id, IReadOnlyList<Assignment> values, out List<Assignment> accepted)
    {
        var bySlot = new SortedDictionary<int, Assignment>();
        accepted = [];
        foreach (var (field, raw) in values)
        {
            if (field.ReadOnly || !field.Stored)
                return new(RefusalCode.ReadOnly, field, raw);
            var value = string.IsNullOrEmpty(raw) ? null : raw;
            if (value is not null && (Canonical.Read(field, value, out value) ?? Known(field, value)) is { } refusal)
                return refusal;
            var assignment = new Assignment(field, value);
            if (Taken(id, assignment) is { } taken)
                return taken;
            bySlot[field.Slot] = assignment;
        }
        Place(id, values, bySlot);
        if (id != 0 && bySlot.Values.FirstOrDefault(a => a is { Field.Required: true, Value: null }).Field is { } emptied)
            return new(RefusalCode.Required, emptied);
        accepted.AddRange(bySlot.Values);
        return null;
    }

    /// <summary>A deal is in the pipeline its stage belongs to, whichever protocol (one knows no pipelines) moved it.</summary>
    private void Place(long id, IReadOnlyList<Assignment> values, SortedDictionary<int, Assignment> bySlot)
    {
        if (values.Count == 0 || Kinds.PipelineFields(values[0].Field.Kind) is not { } names)
            return;
        var kind = values[0].Field.Kind;
        var (stage, pipeline) = (Schema(kind)[names.Stage], Schema(kind)[names.Pipeline]);
        if (bySlot.ContainsKey(pipeline.Slot) || !bySlot.TryGetValue(stage.Slot, out var to) || to.Value is null)
            return;
        var holders = Pipelines(kind).Where(p => p.Stages.Any(s => s.Id == to.Value)).Select(p => p.Id).ToList();
        if (Find(id)?.Get(pipeline) is not { } present || !holders.Contains(present))
            bySlot[pipeline.Slot] = new(pipeline, holders[0]);
    }

    /// <summary>Stages, pipelines and owners are choices that live outside the schema.</summary>
    private Refusal? Known(Field field, string value) =>
        field switch
        {
            _ when Kinds.PipelineFields(field.Kind) is { } names && field.Name == names.Pipeline => Pipelines(field.Kind)
                .Any(p => p.Id == value)
                ? null
                : new(RefusalCode.InvalidOption, field, value),
            _ when Kinds.PipelineFields(field.Kind) is { } names && field.Name == names.Stage => Pipelines(field.Kind)
                .Any(p => p.Stages.Any(s => s.Id == value))
                ? null
                : new(RefusalCode.InvalidOption, field, value),
            { Type: FieldType.Owner }
                when image.Owners.All(o => o.Id.ToString(System.Globalization.CultureInfo.InvariantCulture) != value) => new(
                RefusalCode.InvalidOwner,
                field,
                value
            ),
            _ => null,
        };

    private IEnumerable<Pipeline> Pipelines(Kind kind) => image.AllPipelines.Where(p => p.Kind == kind && !p.Archived);

    private Refusal? Missing(Kind kind, List<Assignment> accepted) =>
        Schema(kind).Living.FirstOrDefault(f => f.Required && !accepted.Exists(a => a.Field.Slot == f.Slot && a.Value is not null))
            is { } field
            ? new(RefusalCode.Required, field)
            : null;

    private Refusal? Taken(long id, Assignment a) =>
        a is { Field.Unique: true, Value: { } value } && FindBy(a.Field, value) is { } other && other.Id != id
            ? new(RefusalCode.Duplicate, a.Field, value, other.Id)
            : null;

    private void Stage(Record record, IReadOnlyList<Assignment> written)
    {
        var before = Find(record.Id);
        record.WrittenBy(before is null ? origin : before.CreatedBy, origin);
        if (!signed)
            Entries.Origin(origin);
        signed = true;
        records[record.Id] = record;
        foreach (var a in written.Where(a => a is { Field.Unique: true, Value: not null }))
            uniques[((int)a.Field.Kind << 20 | a.Field.Slot, a.Value!)] = record.Id;
        Entries.Record(record);
    }

    private void Stage(Link link)
    {
        Entries.Link(link);
        foreach (var end in (long[])[link.From, link.To])
            links[end] = [.. LinksOf(end).Where(l => l.Id != link.Id), link];
    }

    private void Announce(Record record, ChangeType type, Assignment a = default) =>
        Changes.Add(new(0, record.Kind, record.Id, type, now, origin, a.Field, a.Value));

    private void Announce(Link link, ChangeType type) =>
        Changes.Add(new(0, RecordIds.KindOf(link.From), link.From, type, now, origin, Link: link));

    private sealed class UniqueKeyComparer : IEqualityComparer<(int Slot, string Value)>
    {
        public bool Equals((int Slot, string Value) x, (int Slot, string Value) y) =>
            x.Slot == y.Slot && string.Equals(x.Value, y.Value, StringComparison.OrdinalIgnoreCase);

        public int GetHashCode((int Slot, string Value) key) =>
            HashCode.Combine(key.Slot, StringComparer.OrdinalIgnoreCase.GetHashCode(key.Value));
    }
}
