using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Entente.Sandbox.Store;

/// <summary>What a transaction's frame is made of. The numbers are in files: never renumber.</summary>
internal enum EntryType : byte
{
    Record = 1,
    Link = 2,
    Unlink = 3,
    Field = 4,
    Pipeline = 5,
    Owner = 6,
    Setting = 7,
    Reset = 8,
    LabelledLink = 9,
    Merged = 10,
    Origin = 11,
    Erase = 12,
}

/// <summary>Receives the entries of a frame in the order they were written.</summary>
internal interface IEntries
{
    void Record(Record record);
    void Link(Link link);
    void Unlink(long linkId, long from);
    void Field(Field field);
    void Pipeline(Pipeline pipeline);
    void Owner(Owner owner);
    void Setting(string key, string? json);
    void Reset(long nowMs);
    void Merged(long gone, long survivor);
    void Origin(Origin origin);
    void Erase(long id);
}

/// <summary>Entries to bytes and back: each is a type byte, then integers and length-prefixed bytes. Entries carry whole after-images.</summary>
internal sealed class EntryWriter : IEntries
{
    private readonly ArrayBufferWriter<byte> into = new(1024);

    public ReadOnlySpan<byte> Written => into.WrittenSpan;

    public void Clear() => into.ResetWrittenCount();

    public void Record(Record record)
    {
        Type(EntryType.Record);
        Number(record.Id);
        Number(record.CreatedMs);
        Number(record.ModifiedMs);
        Number(record.ArchivedMs);
        Bytes(record.Values);
    }

    public void Link(Link link)
    {
        Type(link.Labels.Count == 0 ? EntryType.Link : EntryType.LabelledLink);
        Number(link.Id);
        Number(link.From);
        Number(link.To);
        Number(link.Primary ? 1 : 0);
        Text(link.Role);
        Number(link.CreatedMs);
        Number(link.ModifiedMs);
        if (link.Labels.Count > 0)
            Text(string.Join(';', link.Labels));
    }

    public void Merged(long gone, long survivor)
    {
        Type(EntryType.Merged);
        Number(gone);
        Number(survivor);
    }

    public void Origin(Origin origin)
    {
        Type(EntryType.Origin);
        Number((int)origin.Door);
        Text(origin.App);
        Text(origin.User);
    }

    public void Erase(long id)
    {
        Type(EntryType.Erase);
        Number(id);
    }

    public void Unlink(long linkId, long from)
    {
        Type(EntryType.Unlink);
        Number(linkId);
        Number(from);
    }

    public void Field(Field field) => Json(EntryType.Field, field);

    public void Pipeline(Pipeline pipeline) => Json(EntryType.Pipeline, pipeline);

    public void Owner(Owner owner) => Json(EntryType.Owner, owner);

    public void Setting(string key, string? json)
    {
        Type(EntryType.Setting);
        Text(key);
        Text(json);
    }

    public void Reset(long nowMs)
    {
        Type(EntryType.Reset);
        Number(nowMs);
    }

    private void Json<T>(EntryType type, T value)
    {
        Type(type);
        Bytes(JsonSerializer.SerializeToUtf8Bytes(value));
    }

    private void Type(EntryType type) => into.Write([(byte)type]);

    private void Number(long value) => VarInt.Write(into, (ulong)value);

    private void Text(string? value) => Bytes(Encoding.UTF8.GetBytes(value ?? ""));

    private void Bytes(ReadOnlySpan<byte> value)
    {
        VarInt.Write(into, (ulong)value.Length);
        into.Write(value);
    }
}

internal static class EntryReader
{
    public static void Replay(ReadOnlySpan<byte> frame, IEntries to)
    {
        while (frame.Length > 0)
        {
            var type = (EntryType)frame[0];
            frame = frame[1..];
            switch (type)
            {
                case EntryType.Record:
                    to.Record(new(Number(ref frame), Number(ref frame), Number(ref frame), Number(ref frame), Bytes(ref frame).ToArray()));
                    break;
                case EntryType.Link:
                    to.Link(Link(ref frame));
                    break;
                case EntryType.LabelledLink:
                    to.Link(Link(ref frame) with { Labels = Labels(ref frame) });
                    break;
                case EntryType.Merged:
                    to.Merged(Number(ref frame), Number(ref frame));
                    break;
                case EntryType.Origin:
                    to.Origin(new((Door)Number(ref frame), Text(ref frame), Text(ref frame)));
                    break;
                case EntryType.Erase:
                    to.Erase(Number(ref frame));
                    break;
                case EntryType.Unlink:
                    to.Unlink(Number(ref frame), Number(ref frame));
                    break;
                case EntryType.Field:
                    to.Field(Json<Field>(ref frame));
                    break;
                case EntryType.Pipeline:
                    to.Pipeline(Json<Pipeline>(ref frame));
                    break;
                case EntryType.Owner:
                    to.Owner(Json<Owner>(ref frame));
                    break;
                case EntryType.Setting:
                    to.Setting(Text(ref frame)!, Text(ref frame));
                    break;
                case EntryType.Reset:
                    to.Reset(Number(ref frame));
                    break;
                default:
                    throw new InvalidDataException($"The journal holds an entry of type {(byte)type}, which this version does not know.");
            }
        }
    }

    private static Link Link(ref ReadOnlySpan<byte> from) =>
        new(
            Number(ref from),
            Number(ref from),
            Number(ref from),
            Number(ref from) == 1,
            Text(ref from),
            Number(ref from),
            Number(ref from)
        );

    private static List<int> Labels(ref ReadOnlySpan<byte> from) =>
        [.. (Text(ref from) ?? "").Split(';').Select(n => int.Parse(n, System.Globalization.CultureInfo.InvariantCulture))];

    private static long Number(ref ReadOnlySpan<byte> from) => (long)VarInt.Read(ref from);

    private static ReadOnlySpan<byte> Bytes(ref ReadOnlySpan<byte> from)
    {
        var count = (int)VarInt.Read(ref from);
        var bytes = from[..count];
        from = from[count..];
        return bytes;
    }

    private static string? Text(ref ReadOnlySpan<byte> from) =>
        Bytes(ref from) is { Length: > 0 } utf8 ? Encoding.UTF8.GetString(utf8) : null;

    private static T Json<T>(ref ReadOnlySpan<byte> from) =>
        JsonSerializer.Deserialize<T>(Bytes(ref from)) ?? throw new InvalidDataException($"The journal holds an empty {typeof(T).Name}.");
}
