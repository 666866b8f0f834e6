using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Entente.Platform.Matching.Fuzzy;

/// <summary>Segments in a file: "ENTINDEX", version, count, the arrays of each with their lengths (little endian), SHA-256 over all of it.</summary>
internal static class SegmentFile
{
    /// <summary>Raise it with every change of the layout, of the keys or of how names are normalised.</summary>
    private const int Version = 1;

    private const int Piece = 1 << 20;

    private static ReadOnlySpan<byte> Magic => "ENTINDEX"u8;

    public static void Write(Stream stream, IReadOnlyList<Segment> segments)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Put(Magic);
        PutNumber(Version);
        PutNumber(segments.Count);
        foreach (var segment in segments)
        {
            PutArray<Guid>(segment.Ids);
            PutArray<int>(segment.FirstLines);
            PutStrings(segment.Domains);
            PutStrings(segment.Names);
            PutArray<int>(segment.EntryOfLine);
            PutArray<int>(segment.WordStarts);
            PutArray<int>(segment.LineWords);
            PutArray<float>(segment.LineWeights);
            PutStrings(segment.Words);
            PutArray<int>(segment.PostingStarts);
            PutArray<int>(segment.Postings);
            PutBuckets(segment.WordTable);
            PutBuckets(segment.Deletions);
            PutBuckets(segment.Handles);
            PutArray<int>(segment.Removed);
        }

        stream.Write(hash.GetHashAndReset());

        void Put(ReadOnlySpan<byte> bytes)
        {
            hash.AppendData(bytes);
            stream.Write(bytes);
        }

        void PutNumber(int number)
        {
            Span<byte> bytes = stackalloc byte[4];
            BinaryPrimitives.WriteInt32LittleEndian(bytes, number);
            Put(bytes);
        }

        void PutArray<T>(ReadOnlySpan<T> array)
            where T : unmanaged
        {
            PutNumber(array.Length);
            for (var at = 0; at < array.Length; at += Piece)
                Put(MemoryMarshal.AsBytes(array.Slice(at, Math.Min(Piece, array.Length - at))));
        }

        void PutStrings(Strings strings)
        {
            PutArray<int>(strings.Starts);
            PutArray<byte>(strings.Bytes);
        }

        void PutBuckets(Buckets buckets)
        {
            PutArray<int>(buckets.Starts);
            PutArray<int>(buckets.Values);
        }
    }

    public static Segment[] Read(Stream stream)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> magic = stackalloc byte[Magic.Length];
        Fill(magic);
        if (!magic.SequenceEqual(Magic))
            throw new InvalidDataException("Not an index of companies.");
        if (Number() is var version && version != Version)
            throw new InvalidDataException($"An index of version {version}; this is version {Version}.");

        var count = Number();
        var segments = new List<Segment>();
        for (var i = 0; i < count; i++)
        {
            segments.Add(
                new Segment
                {
                    Ids = Array<Guid>(),
                    FirstLines = Array<int>(),
                    Domains = Strings(),
                    Names = Strings(),
                    EntryOfLine = Array<int>(),
                    WordStarts = Array<int>(),
                    LineWords = Array<int>(),
                    LineWeights = Array<float>(),
                    Words = Strings(),
                    PostingStarts = Array<int>(),
                    Postings = Array<int>(),
                    WordTable = Buckets(),
                    Deletions = Buckets(),
                    Handles = Buckets(),
                    Removed = Array<int>(),
                }
            );
        }

        var expected = hash.GetHashAndReset();
        var seal = new byte[expected.Length];
        if (stream.ReadAtLeast(seal, seal.Length, throwOnEndOfStream: false) < seal.Length || !seal.AsSpan().SequenceEqual(expected))
            throw new InvalidDataException("The index of companies is damaged.");
        return [.. segments.Select(s => s.Counted())];

        void Fill(Span<byte> bytes)
        {
            if (stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) < bytes.Length)
                throw new InvalidDataException("The index of companies is cut off.");
            hash.AppendData(bytes);
        }

        int Number()
        {
            Span<byte> bytes = stackalloc byte[4];
            Fill(bytes);
            var number = BinaryPrimitives.ReadInt32LittleEndian(bytes);
            return number >= 0 ? number : throw new InvalidDataException("The index of companies is damaged.");
        }

        // Grows piece by piece, so that a damaged length meets the end of the file before it takes all memory.
        T[] Array<T>()
            where T : unmanaged
        {
            var length = Number();
            var array = new T[Math.Min(length, Piece)];
            for (var at = 0; at < length; )
            {
                if (at == array.Length)
                    System.Array.Resize(ref array, (int)Math.Min(length, 2L * array.Length));
                var piece = Math.Min(Piece, array.Length - at);
                Fill(MemoryMarshal.AsBytes(array.AsSpan(at, piece)));
                at += piece;
            }

            return array;
        }

        Strings Strings() => new(Array<int>(), Array<byte>());

        Buckets Buckets() => new(Array<int>(), Array<int>());
    }
}
