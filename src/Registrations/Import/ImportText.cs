using Entente.Platform.Data;
using Entente.Platform.Tables;
using Entente.Registrations.Model;
using Microsoft.EntityFrameworkCore;

namespace Entente.Registrations.Import;

/// <summary>Reads the rows of a kept file, a piece of it in memory at a time.</summary>
internal sealed class ImportText : IDisposable
{
    private readonly TextReader text;
    private readonly CsvReader reader;
    private bool pastHeader;
    private int row;

    public ImportText(EntenteDb db, ImportFile file)
    {
        var separator = file.Separator[0];
        text = new CsvDialect(file.Encoding, separator).Open(new Pieces(db, file.Id));
        reader = new CsvReader(text, separator);
    }

    /// <summary>The next row that is not empty, by its number from 1; null at the end.</summary>
    public async Task<(int Row, CsvRow Read)?> Next(CancellationToken ct)
    {
        while (await reader.Next(ct) is { } read)
        {
            if (read.IsBlank)
                continue;
            if (pastHeader)
                return (++row, read);
            pastHeader = true;
        }
        return null;
    }

    public void Dispose() => text.Dispose();

    private sealed class Pieces(EntenteDb db, ImportFileId file) : Stream
    {
        private byte[] piece = [];
        private int at;
        private int next;

        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (at == piece.Length)
            {
                var (wanted, id) = (next++, file);
                piece =
                    await db.Set<ImportPart>()
                        .Where(p => p.ImportId == id && p.Part == wanted)
                        .Select(p => p.Bytes)
                        .SingleOrDefaultAsync(cancellationToken)
                    ?? [];
                at = 0;
            }
            var taken = Math.Min(buffer.Length, piece.Length - at);
            piece.AsMemory(at, taken).CopyTo(buffer);
            at += taken;
            return taken;
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Read it asynchronously.");

        public override void Flush() { }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
