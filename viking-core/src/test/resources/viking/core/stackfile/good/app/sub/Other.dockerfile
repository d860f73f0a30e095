FROM viking:all/app
