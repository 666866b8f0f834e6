using Microsoft.AspNetCore.Http.Metadata;

namespace Entente.Access.Http;

/// <summary>How much may be posted to a page that takes a file: a little more than the file, so that the page itself can say the limit.</summary>
/// <param name="mostBytes">Of the file.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class TakesFileAttribute(int mostBytes) : Attribute, IRequestSizeLimitMetadata
{
    public int MostBytes => mostBytes;

    public long? MaxRequestBodySize => mostBytes * 4L;
}
