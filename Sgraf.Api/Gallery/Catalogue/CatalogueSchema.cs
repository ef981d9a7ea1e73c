namespace Sgraf.Api.Gallery.Catalogue;

/// <summary>The tables of the catalogue.</summary>
internal static class CatalogueSchema
{
    /// <summary>The layout that this program writes.</summary>
    public const int Version = 1;

    /// <remarks>
    /// Numbers are never given twice. A place in the segments is three columns: the segment's number, the first byte, the length.
    /// What a model made (boxes, embeddings, vector) is of use while model and detector are those of the row; NULL where nothing was made.
    /// </remarks>
    public const string Tables = """
        CREATE TABLE segments (
            number INTEGER PRIMARY KEY,
            kind INTEGER NOT NULL,
            end INTEGER NOT NULL
        ) STRICT;

        -- Files that nothing refers to any more and that a reader may still have kept from being deleted.
        CREATE TABLE retired (
            number INTEGER PRIMARY KEY,
            kind INTEGER NOT NULL
        ) STRICT;

        CREATE TABLE pictures (
            number INTEGER PRIMARY KEY AUTOINCREMENT,
            id TEXT NOT NULL UNIQUE,
            name TEXT NOT NULL,
            added INTEGER NOT NULL,
            width INTEGER NOT NULL,
            height INTEGER NOT NULL,
            size INTEGER NOT NULL,
            thumbnail_size INTEGER NOT NULL,
            metadata TEXT NOT NULL,
            file_segment INTEGER NOT NULL, file_offset INTEGER NOT NULL, file_length INTEGER NOT NULL,
            model TEXT, detector TEXT,
            boxes BLOB, scores BLOB, labels BLOB,
            embedding_segment INTEGER, embedding_offset INTEGER, embedding_length INTEGER,
            vector_segment INTEGER, vector_offset INTEGER, vector_length INTEGER
        ) STRICT;
        CREATE INDEX pictures_file ON pictures (file_segment, file_offset, file_length);
        CREATE INDEX pictures_embedding ON pictures (embedding_segment, embedding_offset, embedding_length);
        CREATE INDEX pictures_vector ON pictures (vector_segment, vector_offset, vector_length);

        CREATE TABLE metadata (
            key TEXT NOT NULL,
            value TEXT NOT NULL,
            picture INTEGER NOT NULL REFERENCES pictures (number) ON DELETE CASCADE,
            PRIMARY KEY (key, value, picture)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX metadata_picture ON metadata (picture);

        CREATE TABLE captions (
            number INTEGER PRIMARY KEY AUTOINCREMENT,
            text TEXT NOT NULL,
            picture INTEGER REFERENCES pictures (number) ON DELETE CASCADE,
            added INTEGER NOT NULL,
            model TEXT,
            words INTEGER,
            embedding_segment INTEGER, embedding_offset INTEGER, embedding_length INTEGER,
            vector_segment INTEGER, vector_offset INTEGER, vector_length INTEGER
        ) STRICT;
        CREATE UNIQUE INDEX captions_text ON captions (text, coalesce(picture, 0));
        CREATE INDEX captions_picture ON captions (picture);
        CREATE INDEX captions_embedding ON captions (embedding_segment, embedding_offset, embedding_length);
        CREATE INDEX captions_vector ON captions (vector_segment, vector_offset, vector_length);

        CREATE TABLE jobs (
            number INTEGER PRIMARY KEY AUTOINCREMENT,
            kind TEXT NOT NULL,
            name TEXT NOT NULL,
            source TEXT NOT NULL,
            state TEXT NOT NULL,
            created INTEGER NOT NULL,
            ended INTEGER,
            listed INTEGER NOT NULL DEFAULT 0,
            total INTEGER NOT NULL DEFAULT 0,
            added INTEGER NOT NULL DEFAULT 0,
            existing INTEGER NOT NULL DEFAULT 0,
            failed INTEGER NOT NULL DEFAULT 0,
            problem TEXT
        ) STRICT;

        CREATE TABLE items (
            job INTEGER NOT NULL REFERENCES jobs (number) ON DELETE CASCADE,
            number INTEGER NOT NULL,
            name TEXT NOT NULL,
            details TEXT,
            state INTEGER NOT NULL,
            problem TEXT,
            PRIMARY KEY (job, number)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX items_state ON items (job, state, number);

        PRAGMA user_version = 1;
        """;
}
